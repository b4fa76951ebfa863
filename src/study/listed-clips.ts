/** The clips that a study can be asked for, as plain data: bundled, generated, or files with what is said of them. */
import { GENERATED_CLASSES } from "../generate/classes.ts";
import type { StudyClip } from "./clips.ts";
import type { ClipLabel } from "./labels.ts";

type Generated = Extract<StudyClip, { kind: "generated" }>;
type Bundled = Omit<Extract<StudyClip, { kind: "bundled" }>, "read">;
/** With the file itself. */
type FileClip = Omit<Extract<StudyClip, { kind: "file" }>, "read"> & { readonly file: Blob };

/** A clip of a study without the means to read it. */
export type ListedClip = Generated | Bundled | FileClip;

/** First seed of the range kept for tests; a clip's class is its seed modulo the number of classes (training/README.md). */
export const TEST_SEEDS = 5000000;

/** The first `count` generated test clips: no bundled model has seen them. */
export function generatedClips(count: number): Generated[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = TEST_SEEDS + i;
    const className = GENERATED_CLASSES[seed % GENERATED_CLASSES.length]!.name;
    return { kind: "generated", name: `seed ${seed}`, className, seed };
  });
}

/** The clips that ship with the page, from the entries of its manifest. */
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

/** What the browser can open; anything else that labels name is tried too. */
export const CLIP_ENDINGS: readonly string[] = ["mp4", "m4v", "mov", "webm", "mkv", "gif"];

/** A file that was picked, with what is said of it. */
export interface PickedFile<F> {
  readonly name: string;
  readonly of: F;
  readonly label?: string;
  readonly eventS?: readonly [number, number];
}

/** The clips among files, with their labels. */
export interface Picked<F> {
  /** By name, code unit by code unit, so that every machine sorts alike. */
  readonly files: readonly PickedFile<F>[];
  /** Names that labels give and that no file has. */
  readonly absent: readonly string[];
}

/** Picks the clips among files: those whose name ends like a video's, and those that labels name. */
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
