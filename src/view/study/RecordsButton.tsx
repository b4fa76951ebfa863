/** Opens records written by the command or by this page. */
import { useActions } from "../../state/use-lab.ts";
import { FileButton } from "../clips/FileButton.tsx";
import { Icon } from "../parts/icons.tsx";

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
        View <code>records-….jsonl</code> files saved by <code>npm run study</code> or by this page. Shards of
        one study are merged.
      </p>
    </div>
  );
}
