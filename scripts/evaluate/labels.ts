/** Labelled clips: a folder of videos with a labels file, or generated clips that no model was trained on. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { generatedClips } from "../../src/study/listed-clips.ts";
import { LABEL_FILES, readLabelFile, type ClipLabel } from "../../src/study/labels.ts";

/** One labelled clip. */
export interface LabelledClip extends ClipLabel {
  /** Seed of a generated clip, which has no file. */
  readonly seed?: number;
}

/** Returns the first `count` generated test clips. */
export function generatedLabels(count: number): LabelledClip[] {
  return generatedClips(count).map(({ name, className, seed }) => ({ file: name, class: className, seed }));
}

/**
 * Reads the labels of a folder.
 *
 * @throws {Error} naming the folder or file and its fault; {LabError} for a labels file that is wrong.
 */
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
 * Reads labels.json in a folder, else labels.csv; returns null if there is neither.
 *
 * @throws {LabError} naming the file and its fault.
 */
export function readLabelsIfAny(folder: string): LabelledClip[] | null {
  const path = LABEL_FILES.map((name) => join(folder, name)).find((each) => existsSync(each));
  return path === undefined ? null : readLabelFile({ name: path, text: readFileSync(path, "utf8") });
}
