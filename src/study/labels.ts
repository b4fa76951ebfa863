/** What happens in the clips of a folder, as `labels.json` or `labels.csv` beside them says. */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { jsonOrNull } from "../base/parse-json.ts";
import { readCsv } from "../base/read-csv.ts";

const entrySchema = v.looseObject({
  file: v.pipe(v.string(), v.minLength(1)),
  class: v.string(),
  eventS: v.optional(v.tuple([v.number(), v.number()])),
});
const schema = v.pipe(v.array(entrySchema), v.minLength(1));

/** What is said of one file. `class` is the class's name as the models' cards spell it. */
export interface ClipLabel {
  readonly file: string;
  readonly class: string;
  /** When it happens, seconds, where the list says. */
  readonly eventS?: readonly [number, number];
}

/** Names under which labels may stand beside clips; the first one that is there counts. */
export const LABEL_FILES = ["labels.json", "labels.csv"] as const;

/**
 * Reads labels: JSON, or CSV with the columns file, class and, where they are known, start_s and end_s.
 *
 * @param name  of the file; its ending says which of the two it is.
 * @throws {LabError} "value" naming the file and what is wrong with it.
 */
export function readLabelFile({ name, text }: { readonly name: string; readonly text: string }): ClipLabel[] {
  const value = name.endsWith(".csv") ? entriesOfCsv(text, name) : jsonOrNull(text);
  if (value === null) throw new LabError("value", `${name} is not JSON.`);
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const issue = result.issues[0];
    throw new LabError("value", `${name}: ${v.getDotPath(issue) ?? "the whole file"}: ${issue.message}.`);
  }
  return result.output.map(({ file, class: className, eventS }) => ({
    file,
    class: className,
    ...(eventS === undefined ? {} : { eventS }),
  }));
}

/** Objects by the header's names; the schema says what is missing. */
function entriesOfCsv(text: string, name: string): unknown[] {
  const [header = [], ...rows] = readCsv(text, name);
  return rows.map((row) => {
    const {
      start_s: start,
      end_s: end,
      ...entry
    } = Object.fromEntries(header.map((column, i) => [column.trim(), row[i]])) as Record<
      string,
      string | undefined
    >;
    const hasEvent = start !== undefined && start !== "" && end !== undefined && end !== "";
    return hasEvent ? { ...entry, eventS: [Number(start), Number(end)] } : entry;
  });
}
