/** Searches the gallery. */
import type { BundledClip } from "../../../state/manifest.ts";

/** Returns the clips whose name, class or note contains every wanted word, in order; all of them for an empty text. */
export function matchingClips(clips: readonly BundledClip[], wanted: string): readonly BundledClip[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return clips;
  return clips.filter(({ name, label = "", hard }) => {
    const text = `${name} ${label} ${hard === undefined ? "" : `hard ${hard}`}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
