/** Which files' records are looked at, what merging left out of them, and the way back. */
import type { OpenedRecords } from "../../state/study-state.ts";
import { useActions } from "../../state/use-lab.ts";
import { RecordsButton } from "./RecordsButton.tsx";
import { counted, planText } from "./words.ts";

export function OpenedRecordsBar({ opened: { files, merged } }: { readonly opened: OpenedRecords }) {
  const { study } = useActions();
  const { duplicates, conflicts, torn } = merged;
  const told = [
    ...(duplicates === 0 ? [] : [`${counted(duplicates, "record")} of clips that had one already`]),
    ...conflicts,
    ...torn,
  ];
  return (
    <section className="panel study-status" aria-labelledby="study-opened">
      <div className="study-head">
        <h3 id="study-opened">{`Records of ${counted(files.length, "file")}`}</h3>
        <button type="button" className="button" onClick={() => study.closeRecords()}>
          Close the records
        </button>
      </div>
      <p className="field-note">{files.map(({ name }) => name).join(", ")}</p>
      <p className="field-note">{`${planText(merged.plan)}.`}</p>
      {told.length > 0 && (
        <div className="study-told">
          <p>Left out while merging:</p>
          <ul>
            {told.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <RecordsButton />
    </section>
  );
}
