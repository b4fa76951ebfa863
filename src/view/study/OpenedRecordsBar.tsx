/** Names the record files that are open and what merging them left out; closes them. */
import type { OpenedRecords } from "../../state/study-state.ts";
import { useActions } from "../../state/use-lab.ts";
import { RecordsButton } from "./RecordsButton.tsx";
import { counted, planText } from "./words.ts";

export function OpenedRecordsBar({ opened: { files, merged } }: { readonly opened: OpenedRecords }) {
  const { study } = useActions();
  const { duplicates, conflicts, torn } = merged;
  const leftOut = [
    ...(duplicates === 0 ? [] : [counted(duplicates, "duplicate record")]),
    ...conflicts,
    ...torn,
  ];
  return (
    <section className="panel study-status" aria-labelledby="study-opened">
      <div className="study-head">
        <h3 id="study-opened">{`Records from ${counted(files.length, "file")}`}</h3>
        <button type="button" className="button" onClick={() => study.closeRecords()}>
          Close records
        </button>
      </div>
      <p className="field-note">{files.map(({ name }) => name).join(", ")}</p>
      <p className="field-note">{`${planText(merged.plan)}.`}</p>
      {leftOut.length > 0 && (
        <div className="study-left-out">
          <p>Left out of the merged study:</p>
          <ul>
            {leftOut.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <RecordsButton />
    </section>
  );
}
