/** A few of many. Pure. */

/**
 * `count` of the items at equal distances, the first among them; all where there are no more than that. Of clips listed
 * class by class it takes different classes.
 */
export function spread<A>(items: readonly A[], count: number): A[] {
  const n = Math.min(count, items.length);
  return Array.from({ length: n }, (_, i) => items[Math.floor((i * items.length) / n)]!);
}
