/** Whether a mask is one that a search starts from: a block around the middle, as `central-init.ts` defines it. */
import { centralBlockMask, narrowestMargin } from "./central-init.ts";

/** Of every central block, widest first: 0 is the whole clip. */
function margins(T: number): readonly number[] {
  return Array.from({ length: narrowestMargin(T) + 1 }, (_, margin) => margin);
}

/**
 * The margin of the central block that the mask equals, 0 = the whole clip; null where it equals none.
 *
 * @param on  [T] whether each frame is perturbed.
 */
export function centralMarginOf(on: readonly boolean[]): number | null {
  const T = on.length;
  const equals = (margin: number) => {
    const block = centralBlockMask(T, margin);
    return on.every((perturbed, t) => perturbed === (block[t] === 1));
  };
  return margins(T).find(equals) ?? null;
}

/** How many masks [T] have their frames in one unbroken run, and how many of those are central blocks. */
export function centralShareOfRuns(T: number): { readonly central: number; readonly runs: number } {
  return { central: margins(T).length, runs: (T * (T + 1)) / 2 };
}
