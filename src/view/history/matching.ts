/** Filters the history. */
import type { SavedSearch } from "../../saved/searches/entry.ts";

/** Returns the entries whose clip, class or model contains every word of the text, ignoring case; all for an empty text. */
export function matching<E extends SavedSearch>(entries: readonly E[], text: string): readonly E[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ clipName, results }) => {
    const whole = [clipName, ...results.flatMap(({ modelName, className }) => [modelName, className])]
      .join("\n")
      .toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
