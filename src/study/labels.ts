/** True classes and events of the clips in a folder, read from `labels.json` or `labels.csv` beside them. */
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

/** Label of one file. `class` is the class name as spelled in the models' cards. */
export interface ClipLabel {
  readonly file: string;
  readonly class: string;
  /** Start and end of the event in seconds, if the list has them. */
  readonly eventS?: readonly [number, number];
}

/** Names of label files, in order: the first one that exists counts. */
export const LABEL_FILES = ["labels.json", "labels.csv"] as const;

/**
 * Reads labels from JSON, or from CSV with the columns file, class and, optionally, start_s and end_s.
 *
 * @param name  name of the file; its extension decides the format.
 * @throws {LabError} "value" naming the file and its fault.
 */
export function readLabelFile({ name, text }: { readonly name: string; readonly text: string }): ClipLabel[] {
  const value = name.endsWith(".csv") ? entriesOfCsv(text, name) : jsonOrNull(text);
  if (value === null) throw new LabError("value", `${name}: it is not JSON.`);
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

/** Returns one object per row, keyed by the header. The schema later reports missing fields. */
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
