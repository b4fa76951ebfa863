/** Ways to add a clip that is not in the gallery. Their dialogs are loaded on first use. */
import { lazy, Suspense, useState, type ComponentType } from "react";
import { useActions } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { Term } from "../terms/Term.tsx";
import { FileButton } from "./FileButton.tsx";

/** Browsers know few of these by type, so extensions are listed too. JSON: a saved result opens like a clip. */
const ACCEPT = "video/*,image/*,.mp4,.m4v,.mov,.webm,.mkv,.gif,.json";

interface Way {
  readonly name: string;
  readonly icon: "camera" | "globe" | "dice";
  readonly Dialog: ComponentType<{ readonly onClose: () => void }>;
}

const WAYS: readonly Way[] = [
  { name: "Record", icon: "camera", Dialog: lazy(() => import("./camera/CameraDialog.tsx")) },
  { name: "From URL", icon: "globe", Dialog: lazy(() => import("./address/AddressDialog.tsx")) },
  { name: "Generate clip", icon: "dice", Dialog: lazy(() => import("./generate/NewClipDialog.tsx")) },
];

export function AddClip() {
  const { openFiles } = useActions();
  const [open, setOpen] = useState<Way | null>(null);
  return (
    <div className="clips-add">
      <div className="clips-open" role="group" aria-label="Add a clip">
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
        {WAYS.map((way) => (
          <button
            key={way.name}
            type="button"
            className="button-quiet"
            aria-haspopup="dialog"
            onClick={() => setOpen(way)}
          >
            <Icon name={way.icon} />
            {way.name}
          </button>
        ))}
      </div>
      <p className="clips-hint">
        <span className="clips-hint-drop">Or drop or paste one. </span>It never leaves this machine unless you
        share a <Term name="permalink">link</Term>.
      </p>
      {open !== null && (
        <Suspense fallback={null}>
          <open.Dialog onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  );
}
