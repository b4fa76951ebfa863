/** Recognises masks that a search could start from: central blocks, as `central-init.ts` defines them. */
import { centralBlockMask, narrowestMargin } from "./central-init.ts";

/** Returns the margins of all central blocks, widest block first; margin 0 is the whole clip. */
function margins(T: number): readonly number[] {
  return Array.from({ length: narrowestMargin(T) + 1 }, (_, margin) => margin);
}

/**
 * Returns the margin of the central block that equals the mask (0 = the whole clip), or null if none does.
 *
 * @param on  [T] whether each frame is perturbed.
 *
 * @example
 * centralMarginOf([false, true, true, false]); // 1
 * centralMarginOf([true, true, false, false]); // null
 */
export function centralMarginOf(on: readonly boolean[]): number | null {
  const T = on.length;
  const equals = (margin: number) => {
    const block = centralBlockMask(T, margin);
    return on.every((perturbed, t) => perturbed === (block[t] === 1));
  };
  return margins(T).find(equals) ?? null;
}

/**
 * Returns how many masks [T] are a single unbroken run, and how many of those are central blocks.
 *
 * @example
 * centralShareOfRuns(16); // { central: 8, runs: 136 }
 */
export function centralShareOfRuns(T: number): { readonly central: number; readonly runs: number } {
  return { central: margins(T).length, runs: (T * (T + 1)) / 2 };
}
