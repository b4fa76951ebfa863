/** A planted fault, and the arithmetic of planting it in source text. */

/** One small, plausible bug that the default tests must notice. It still type-checks. */
export interface Fault {
  /** The room and the bug, such as "math/central-margin". */
  readonly id: string;
  /** Text to replace. It occurs exactly once in all of `src`, so a fault survives a move of its file. */
  readonly find: string;
  readonly replace: string;
  /** Test files of `npm test` of which at least one must fail. */
  readonly tests: readonly string[];
  /** The same fault in commits whose source words it differently; only `--base` reads it. */
  readonly before?: { readonly find: string; readonly replace: string };
}

/** A place in the source where a fault can be planted. */
export interface Place {
  /** Path from the repository's root. */
  readonly path: string;
  /** The whole file with the fault in it. */
  readonly planted: string;
}

/** Returns how often a text occurs in another; occurrences do not overlap. */
export function occurrences(text: string, find: string): number {
  return text.split(find).length - 1;
}

/**
 * Finds where a text can be replaced.
 *
 * @param source  text of every file of `src`, by its path from the repository's root.
 * @returns       null if the text does not occur exactly once.
 */
export function placeOf(
  source: ReadonlyMap<string, string>,
  { find, replace }: Pick<Fault, "find" | "replace">,
): Place | null {
  const holding = [...source].filter(([, text]) => text.includes(find));
  const [only] = holding;
  if (only === undefined || holding.length > 1 || occurrences(only[1], find) > 1) return null;
  const [path, text] = only;
  return { path, planted: text.split(find).join(replace) };
}
