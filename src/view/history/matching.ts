/** Which entries of the history a search in it is after. */
import type { HistoryEntry } from "../../history/entry.ts";

/** Entries whose clip, class or model holds every word of the text, whatever its case; all of them for an empty text. */
export function matching<E extends HistoryEntry>(entries: readonly E[], text: string): readonly E[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ clipName, results }) => {
    const whole = [clipName, ...results.flatMap(({ modelName, className }) => [modelName, className])]
      .join("\n")
      .toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
