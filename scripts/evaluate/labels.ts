/** Labelled clips: a folder of videos with labels.json beside them, or generated ones that no model was trained on. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { readCsv } from "./read-csv.ts";
import { GENERATED_CLASSES } from "../../src/clip/generate/classes.ts";

const entrySchema = v.looseObject({
  file: v.pipe(v.string(), v.minLength(1)),
  class: v.string(),
  eventS: v.optional(v.tuple([v.number(), v.number()])),
});
const schema = v.pipe(v.array(entrySchema), v.minLength(1));

/** One labelled clip. `class` is the class's name as the models' cards spell it. */
export interface LabelledClip {
  readonly file: string;
  readonly class: string;
  /** When it happens, seconds, where the list says. */
  readonly eventS?: readonly [number, number];
  /** Set for a clip that is generated from it; there is no file then. */
  readonly seed?: number;
}

/** First seed of the range kept for tests; a clip's class is its seed modulo the number of classes (training/README.md). */
export const TEST_SEEDS = 5000000;

/** The first `count` generated test clips. */
export function generatedLabels(count: number): LabelledClip[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = TEST_SEEDS + i;
    return { file: `seed ${seed}`, class: GENERATED_CLASSES[seed % GENERATED_CLASSES.length]!.name, seed };
  });
}

/** @throws {Error} naming the folder or file and what is wrong with it. */
export function readLabels(folder: string): LabelledClip[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Error(`${folder} is not a folder. Give one with clips and a labels.json.`);
  }
  const labels = readLabelsIfAny(folder);
  if (labels !== null) return labels;
  throw new Error(
    `${join(folder, "labels.json")} is missing. It lists the clips: [{ "file": "1.mp4", "class": "Moving something up" }].`,
  );
}

/**
 * The labels in a folder: those of labels.json, else of labels.csv with columns file, class and, where they are known,
 * start_s and end_s; null where there is neither.
 *
 * @throws {Error} naming the file and what is wrong with it.
 */
export function readLabelsIfAny(folder: string): LabelledClip[] | null {
  const [json, csv] = [join(folder, "labels.json"), join(folder, "labels.csv")];
  if (existsSync(json)) return checked(parsedJson(json), json);
  return existsSync(csv) ? checked(entriesOfCsv(csv), csv) : null;
}

function parsedJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`${path} is not JSON.`, { cause });
  }
}

function checked(value: unknown, path: string): LabelledClip[] {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const issue = result.issues[0];
    throw new Error(`${path}: ${v.getDotPath(issue) ?? "the whole file"}: ${issue.message}.`);
  }
  return result.output.map(({ file, class: className, eventS }) => ({
    file,
    class: className,
    ...(eventS === undefined ? {} : { eventS }),
  }));
}

/** Objects by the header's names; the schema says what is missing. */
function entriesOfCsv(path: string): unknown[] {
  const [header = [], ...rows] = readCsv(readFileSync(path, "utf8"), path);
  return rows.map((row) => {
    const {
      start_s: start,
      end_s: end,
      ...entry
    } = Object.fromEntries(header.map((name, i) => [name.trim(), row[i]])) as Record<
      string,
      string | undefined
    >;
    const hasEvent = start !== undefined && start !== "" && end !== undefined && end !== "";
    return hasEvent ? { ...entry, eventS: [Number(start), Number(end)] } : entry;
  });
}
