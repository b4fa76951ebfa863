/** Picks a few of many items. Pure. */

/**
 * Returns `count` items at equal distances, including the first, or all if there are fewer. From clips listed class by
 * class, it picks different classes.
 */
export function spread<A>(items: readonly A[], count: number): A[] {
  const n = Math.min(count, items.length);
  return Array.from({ length: n }, (_, i) => items[Math.floor((i * items.length) / n)]!);
}
