/**
 * The authors' published results, as stored in `public/paper/published.json`: numbers, no pictures. The masks were read
 * off the strips in their animated figures; the scores and class numbers are as printed.
 */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { checked, checkKind, text, unit, whole } from "../base/schema.ts";
import type { ModelResult, ResultTable } from "./table.ts";

/** The `schema` field of the file. */
const PUBLISHED_SCHEMA = "freezeframe/published-results";
const VERSION = 1;

const resultSchema = v.strictObject({
  OS: unit,
  FS: unit,
  RS: unit,
  CS: v.optional(unit),
  P: v.optional(whole),
  /** One digit per frame; 1 = perturbed. */
  mask: v.pipe(v.string(), v.regex(/^[01]+$/, "Expected one 0 or 1 per frame")),
});

const fileSchema = v.strictObject({
  schema: v.literal(PUBLISHED_SCHEMA),
  version: v.literal(VERSION),
  source: v.strictObject({ title: text, authors: text, venue: text, paper: text, page: text, data: text }),
  frames: v.pipe(whole, v.minValue(2)),
  /** Names of the classes that occur as P, by number, as the authors' page prints them. */
  predictedClasses: v.record(v.pipe(v.string(), v.digits()), text),
  clips: v.pipe(
    v.array(
      v.strictObject({
        section: v.picklist(["main", "appendix"]),
        classId: whole,
        class: text,
        clipId: text,
        note: v.optional(text),
        i3d: resultSchema,
        clstm: resultSchema,
      }),
    ),
    v.minLength(1),
  ),
});

/** The source of the published numbers. */
export type PublishedSource = v.InferOutput<typeof fileSchema>["source"];

/** The published table with its source. */
export interface PublishedTable extends ResultTable {
  readonly source: PublishedSource;
}

const SECTIONS = { main: "main article", appendix: "appendix" } as const;

/**
 * Checks the parsed file.
 *
 * @param from  name of the file, for messages.
 * @throws {LabError} "value" naming the field; also for a mask of the wrong length and a P without a name.
 */
export function parsePublished(value: unknown, from: string): PublishedTable {
  checkKind(value, PUBLISHED_SCHEMA, VERSION, from);
  const { source, frames: T, predictedClasses, clips } = checked(fileSchema, value, from);
  const resultOf = (result: v.InferOutput<typeof resultSchema>, clipId: string): ModelResult => {
    const { OS, FS, RS, CS, P, mask } = result;
    const fault = (what: string) => new LabError("value", `${from}: clip ${clipId}: ${what}.`);
    if (mask.length !== T) throw fault(`a mask has ${mask.length} frames; the file says ${T}`);
    const name = P === undefined ? undefined : predictedClasses[P];
    if (P !== undefined && name === undefined) throw fault(`P is ${P}, a class without a name in the file`);
    return {
      os: OS,
      fs: FS,
      rs: RS,
      cs: CS ?? null,
      predicted: P === undefined || name === undefined ? null : { index: P, name, probability: null },
      mask: [...mask].map(Number),
      search: null,
      link: null,
    };
  };
  return {
    T,
    source,
    rows: clips.map(({ section, class: className, clipId, note, i3d, clstm }) => ({
      id: clipId,
      className,
      section: SECTIONS[section],
      note: note ?? "",
      thumbnail: null,
      event: null,
      link: null,
      i3d: resultOf(i3d, clipId),
      clstm: resultOf(clstm, clipId),
    })),
  };
}
