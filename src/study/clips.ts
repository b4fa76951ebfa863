/** Clips of a study before they are read, and what tells one from another. */

/** Fetches or opens a clip's bytes; called once, when its turn comes. */
type Read = () => Promise<Blob>;

/** A clip to study. */
export type StudyClip =
  /** Drawn by rule: its truth comes with it. */
  | { readonly kind: "generated"; readonly name: string; readonly className: string; readonly seed: number }
  /** One that ships with the page; a manifest's entry has all of this but `read`. */
  | {
      readonly kind: "bundled";
      readonly id: string;
      readonly name: string;
      readonly file: string;
      readonly label?: string | undefined;
      readonly eventS?: readonly [number, number] | undefined;
      readonly durationS?: number | undefined;
      readonly seed?: number | undefined;
      readonly read: Read;
    }
  | {
      readonly kind: "file";
      /** Its file's name. */
      readonly name: string;
      /** Of its bytes, "sha256:…" say: the same bytes under two names are one clip. */
      readonly hash: string;
      readonly label?: string | undefined;
      /** When it happens, seconds, where somebody said. */
      readonly eventS?: readonly [number, number] | undefined;
      readonly read: Read;
    };

/** What tells one clip from another. */
type Named =
  | { readonly kind: "generated"; readonly className: string; readonly seed: number }
  | { readonly kind: "bundled"; readonly id: string }
  | { readonly kind: "file"; readonly hash: string };

/** The clip's key: what a study counts once. */
export function clipKey(clip: Named): string {
  switch (clip.kind) {
    case "generated":
      return `generated:${clip.seed}:${clip.className}`;
    case "bundled":
      return `bundled:${clip.id}`;
    case "file":
      return clip.hash;
  }
}

/** What is known to happen in it, as a class's name; null where nobody said. */
export function labelOf(clip: StudyClip): string | null {
  return clip.kind === "generated" ? clip.className : (clip.label ?? null);
}
