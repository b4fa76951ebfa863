/** What stands before the names of a network's layers when it was part of something larger: "module.", "RGB/". */

/**
 * The prefix that most names have.
 *
 * @param layers  matches a layer's name from its start; its first group is the prefix.
 * @returns       null where no name matches.
 */
export function commonPrefix(names: Iterable<string>, layers: RegExp): string | null {
  const counts = new Map<string, number>();
  for (const name of names) {
    const prefix = layers.exec(name)?.[1];
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? null;
}
