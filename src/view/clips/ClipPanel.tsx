/** Taking a clip in: from this machine, or one that ships with the page. */
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../icons.tsx";
import { ClipList } from "./ClipList.tsx";
import { DecodeProgress } from "./DecodeProgress.tsx";
import { RangePicker } from "./RangePicker.tsx";
import { FileButton } from "./FileButton.tsx";
import { Term } from "../terms/Term.tsx";

/** Browsers know few of these by type, so the endings are named too. JSON: a result saved here opens like a clip. */
const ACCEPT = "video/*,image/*,.mp4,.m4v,.mov,.webm,.mkv,.gif,.json";

export function ClipPanel() {
  const { openFiles } = useActions();
  const chosen = useLab(({ onPage }) =>
    onPage !== null && onPage.input.kind !== "bundled" ? onPage.clip.name : null,
  );
  return (
    <section className="panel clips" aria-labelledby="clips-title">
      <h2 id="clips-title" className="panel-title">
        Clip
      </h2>
      <div className="clips-open">
        <FileButton
          className="button"
          label="Upload a clip"
          icon={<Icon name="upload" />}
          accept={ACCEPT}
          control="upload"
          onFiles={(files) => void openFiles(files)}
        />
        <FileButton
          className="button-quiet"
          label="Folder of frames"
          icon={<Icon name="folder" />}
          folder
          onFiles={(files) => void openFiles(files)}
        />
      </div>
      <p className="clips-hint">
        Or drop one anywhere. It never leaves this machine unless you share a{" "}
        <Term name="permalink">link</Term>.
      </p>
      <DecodeProgress />
      {chosen !== null && (
        <p className="clips-chosen">
          On the page: <b>{chosen}</b>
        </p>
      )}
      <RangePicker />
      <ClipList />
    </section>
  );
}
