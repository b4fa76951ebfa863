/** A row as CSV (RFC 4180), for pasting into a spreadsheet. */
import { csvLine } from "../base/csv.ts";
import { runsOf } from "../statistics/mask-measures.ts";
import { MODELS, type ModelResult, type TableRow } from "./table.ts";

const FIELDS: readonly { readonly name: string; readonly of: (result: ModelResult) => string | number }[] = [
  { name: "OS", of: ({ os }) => os },
  { name: "FS", of: ({ fs }) => fs },
  { name: "RS", of: ({ rs }) => rs },
  { name: "CS", of: ({ cs }) => cs ?? "" },
  { name: "P", of: ({ predicted }) => predicted?.index ?? "" },
  { name: "P name", of: ({ predicted }) => predicted?.name ?? "" },
  { name: "runs", of: (result) => runsOf(result).length },
  { name: "mask", of: ({ mask }) => mask.join(" ") },
];

/** Returns the header line and the row's line. A mask is the frames' values, separated by spaces. */
export function rowAsCsv(row: TableRow): string {
  const header = [
    "clip",
    "class",
    ...MODELS.flatMap(({ name }) => FIELDS.map((field) => `${name} ${field.name}`)),
  ];
  const values = [
    row.id,
    row.className,
    ...MODELS.flatMap(({ key }) => FIELDS.map(({ of }) => of(row[key]))),
  ];
  return csvLine(header) + csvLine(values);
}
