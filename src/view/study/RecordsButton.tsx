/** Opens records that the command, or this page, has written. */
import { useActions } from "../../state/use-lab.ts";
import { FileButton } from "../clips/FileButton.tsx";
import { Icon } from "../icons.tsx";

export function RecordsButton() {
  const { study } = useActions();
  return (
    <div className="study-open">
      <FileButton
        label="Open records"
        icon={<Icon name="folder" />}
        accept=".jsonl,.ndjson,.json,.txt"
        className="button"
        onFiles={(files) => void study.openRecords(files)}
      />
      <p className="field-note">
        Looks at <code>records-….jsonl</code> of <code>npm run study</code> or of this page. Several shards of
        a study are merged.
      </p>
    </div>
  );
}
