/** Finds the prefix that layer names have if the network was part of something larger: "module.", "RGB/". */

/**
 * Returns the most frequent prefix.
 *
 * @param layers  Matches a layer's name from its start; the first group is the prefix.
 * @returns       null if no name matches.
 *
 * @example
 * commonPrefix(["module.fc.weight", "module.fc.bias", "epoch"], /^(.*?)fc\./); // "module."
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
