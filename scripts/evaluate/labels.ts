/** Reads a folder of labelled clips: the videos, and labels.json beside them. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

const schema = v.pipe(
  v.array(v.looseObject({ file: v.pipe(v.string(), v.minLength(1)), class: v.string() })),
  v.minLength(1),
);

/** One labelled clip. `class` is the class's name as the models' cards spell it. */
export interface LabelledClip {
  readonly file: string;
  readonly class: string;
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
