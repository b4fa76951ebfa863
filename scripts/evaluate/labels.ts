/** Labelled clips: a folder of videos with labels.json beside them, or generated ones that no model was trained on. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { generatedClips } from "../../src/study/listed-clips.ts";
import { LABEL_FILES, readLabelFile, type ClipLabel } from "../../src/study/labels.ts";

/** One labelled clip. */
export interface LabelledClip extends ClipLabel {
  /** Set for a clip that is generated from it; there is no file then. */
  readonly seed?: number;
}

/** The first `count` generated test clips. */
export function generatedLabels(count: number): LabelledClip[] {
  return generatedClips(count).map(({ name, className, seed }) => ({ file: name, class: className, seed }));
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
 * The labels in a folder: those of labels.json, else of labels.csv; null where there is neither.
 *
 * @throws {LabError} naming the file and what is wrong with it.
 */
export function readLabelsIfAny(folder: string): LabelledClip[] | null {
  const path = LABEL_FILES.map((name) => join(folder, name)).find((each) => existsSync(each));
  return path === undefined ? null : readLabelFile({ name: path, text: readFileSync(path, "utf8") });
}
