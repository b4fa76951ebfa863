/** The clips that a study can use, as plain data: bundled clips, generated clips, and files with their labels. */
import { GENERATED_CLASSES } from "../generate/classes.ts";
import type { StudyClip } from "./clips.ts";
import type { ClipLabel } from "./labels.ts";

type Generated = Extract<StudyClip, { kind: "generated" }>;
type Bundled = Omit<Extract<StudyClip, { kind: "bundled" }>, "read">;
/** A clip from a file, with the file itself. */
type FileClip = Omit<Extract<StudyClip, { kind: "file" }>, "read"> & { readonly file: Blob };

/** A clip of a study without the means to read it. */
export type ListedClip = Generated | Bundled | FileClip;

/** First seed of the test range. A clip's class is its seed modulo the number of classes (training/README.md). */
export const TEST_SEEDS = 5000000;

/** Returns the first `count` generated test clips. No bundled model was trained on them. */
export function generatedClips(count: number): Generated[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = TEST_SEEDS + i;
    const className = GENERATED_CLASSES[seed % GENERATED_CLASSES.length]!.name;
    return { kind: "generated", name: `seed ${seed}`, className, seed };
  });
}

/** Returns the clips that ship with the page, from its manifest's entries. */
export function bundledClips(entries: readonly Omit<Bundled, "kind">[]): Bundled[] {
  return entries.map(({ id, name, file, label, eventS, durationS, seed }) => ({
    kind: "bundled",
    id,
    name: `${id}, ${name}`,
    file,
    label,
    eventS,
    durationS,
    seed,
  }));
}

/** Extensions of clip files. Other files are tried too if a label names them. */
export const CLIP_ENDINGS: readonly string[] = ["mp4", "m4v", "mov", "webm", "mkv", "gif"];

/** A file that was picked, with its label. */
export interface PickedFile<F> {
  readonly name: string;
  readonly of: F;
  readonly label?: string;
  readonly eventS?: readonly [number, number];
}

/** The clips among files, with their labels. */
export interface Picked<F> {
  /** Sorted by name in code units, so that every machine has the same order. */
  readonly files: readonly PickedFile<F>[];
  /** File names in the labels that no file has. */
  readonly absent: readonly string[];
}

/** Picks the clips among files: those with a clip's extension, and those that a label names. */
export function pickFiles<F extends { readonly name: string }>(
  files: readonly F[],
  labels: readonly ClipLabel[],
): Picked<F> {
  const byName = new Map(labels.map((label) => [label.file, label]));
  const names = new Set(files.map(({ name }) => name));
  const isClip = (name: string) => CLIP_ENDINGS.includes(name.split(".").at(-1)!.toLowerCase());
  const picked = files
    .filter(({ name }) => isClip(name) || byName.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map((of): PickedFile<F> => {
      const { class: label, eventS } = byName.get(of.name) ?? {};
      return {
        name: of.name,
        of,
        ...(label === undefined ? {} : { label }),
        ...(eventS === undefined ? {} : { eventS }),
      };
    });
  return { files: picked, absent: [...byName.keys()].filter((name) => !names.has(name)) };
}
