/** Labelled clips: a folder of videos with labels.json beside them, or generated ones that no model was trained on. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { GENERATED_CLASSES } from "../../src/clip/generate/classes.ts";

const schema = v.pipe(
  v.array(v.looseObject({ file: v.pipe(v.string(), v.minLength(1)), class: v.string() })),
  v.minLength(1),
);

/** One labelled clip. `class` is the class's name as the models' cards spell it. */
export interface LabelledClip {
  readonly file: string;
  readonly class: string;
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
  const path = join(folder, "labels.json");
  if (!existsSync(path)) {
    throw new Error(
      `${path} is missing. It lists the clips: [{ "file": "1.mp4", "class": "Moving something up" }].`,
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`${path} is not JSON.`, { cause });
  }
  const result = v.safeParse(schema, parsed);
  if (!result.success) {
    const issue = result.issues[0];
    throw new Error(`${path}: ${v.getDotPath(issue) ?? "the whole file"}: ${issue.message}.`);
  }
  return result.output.map((entry) => ({ file: entry.file, class: entry.class }));
}
