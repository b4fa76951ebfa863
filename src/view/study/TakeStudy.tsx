/** Saves a study as files: records for merging, a summary for scripts, a table for spreadsheets. */
import type { MergedStudy } from "../../study/merge.ts";
import { recordLine } from "../../study/record.ts";
import { studyCsv } from "../../study/study-csv.ts";
import { studySummary } from "../../study/summary.ts";
import { saveFile } from "../export/save-file.ts";
import { Icon } from "../parts/icons.tsx";

/** File names as the command writes them. Contents are made on request, because a summary takes a moment. */
const FILES = [
  {
    text: "Records",
    name: "records-1-of-1.jsonl",
    type: "application/x-ndjson",
    of: ({ records }: MergedStudy) => records.map(recordLine).join(""),
  },
  {
    text: "Summary",
    name: "summary.json",
    type: "application/json",
    of: (merged: MergedStudy) => `${JSON.stringify(studySummary(merged), null, 2)}\n`,
  },
  { text: "Table", name: "clips.csv", type: "text/csv", of: ({ records }: MergedStudy) => studyCsv(records) },
] as const;

export function TakeStudy({ merged }: { readonly merged: MergedStudy }) {
  return (
    <div className="study-take" role="group" aria-label="Save the study">
      {FILES.map(({ text, name, type, of }) => (
        <button
          key={name}
          type="button"
          className="button"
          onClick={() => saveFile(name, new Blob([of(merged)], { type }))}
        >
          <Icon name="download" />
          {`${text} (.${name.split(".").at(-1)!})`}
        </button>
      ))}
    </div>
  );
}
