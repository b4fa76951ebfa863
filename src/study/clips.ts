/** Clips of a study before they are read, and the keys that identify them. */

/** Fetches or opens a clip's bytes; called once, when the clip's turn comes. */
type Read = () => Promise<Blob>;

/** A clip to study. */
export type StudyClip =
  /** Drawn by the generator, with known truth. */
  | { readonly kind: "generated"; readonly name: string; readonly className: string; readonly seed: number }
  /** Shipped with the page; a manifest entry has all of these fields except `read`. */
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
      /** Name of its file. */
      readonly name: string;
      /** Hash of its bytes, such as "sha256:…": the same bytes under two names are one clip. */
      readonly hash: string;
      readonly label?: string | undefined;
      /** Start and end of its event in seconds, if known. */
      readonly eventS?: readonly [number, number] | undefined;
      readonly read: Read;
    };

/** The fields that identify a clip. */
type Named =
  | { readonly kind: "generated"; readonly className: string; readonly seed: number }
  | { readonly kind: "bundled"; readonly id: string }
  | { readonly kind: "file"; readonly hash: string };

/**
 * Returns the clip's key. A study counts each key once.
 *
 * @example
 * clipKey({ kind: "bundled", id: "up-1" }); // "bundled:up-1"
 * clipKey({ kind: "generated", className: "Moving something up", seed: 7 }); // "generated:7:Moving something up"
 */
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

/** Returns the name of the clip's true class; null if unknown. */
export function labelOf(clip: StudyClip): string | null {
  return clip.kind === "generated" ? clip.className : (clip.label ?? null);
}
