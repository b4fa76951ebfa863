/**
 * Central initialisation: finds the shortest block of frames around the middle whose freezing lowers the score nearly
 * as much as freezing the whole clip does (arXiv 2002.00367).
 *
 * A block passes if its score ratio (OS - score) / (OS - score of the fully frozen clip) is at least 0.9. Departure:
 * the released code uses the FIRST block that FAILS ("first-failing"). "last-passing" uses the block before it, as
 * the paper's text says, and the whole clip if even the widest block fails.
 */

/** Score ratio a block must reach. */
const PASS_RATIO = 0.9;

/** Mask parameter of a frame that is off: sigmoid(-5) = 0.0067. */
export const OFF_PARAMETER = -5;
/** Mask parameter of a frame that is on: sigmoid(5) = 0.9933. */
export const ON_PARAMETER = 5;

/** Rule that picks the start block. */
export type CentralBlock = "last-passing" | "first-failing";

/**
 * Returns the hard mask [T] that leaves `margin` frames off at either end.
 *
 * @example
 * centralBlockMask(6, 2); // [0, 0, 1, 1, 0, 0]
 */
export function centralBlockMask(T: number, margin: number): Float32Array {
  const mask = new Float32Array(T);
  mask.fill(1, Math.min(margin, T), Math.max(T - margin, 0));
  return mask;
}

/** Returns the margin of the narrowest block tried: two frames are on, or three if T is odd. */
export function narrowestMargin(T: number): number {
  return Math.max(Math.floor(T / 2) - 1, 0);
}

/**
 * Returns the hard masks whose scores decide the start block: the empty one, then the T/2 central blocks, widest
 * first.
 */
export function centralCandidates(T: number): Float32Array[] {
  const blocks = Array.from({ length: narrowestMargin(T) + 1 }, (_, margin) => centralBlockMask(T, margin));
  return [centralBlockMask(T, T), ...blocks];
}

/**
 * Finds the start block.
 *
 * @param scoresFrozen  returns the class scores of the clip frozen with each of the given hard masks [T] (all zeros =
 *                      the clip itself). Called once, with the T/2 + 1 candidates.
 * @returns             margin: frames left off at either end; see `marginFromScores`.
 */
export async function centralMargin(
  T: number,
  block: CentralBlock,
  scoresFrozen: (masks: Float32Array[]) => Promise<readonly number[]>,
): Promise<number> {
  return marginFromScores(block, await scoresFrozen(centralCandidates(T)));
}

/**
 * Returns the start block's margin, given the scores of `centralCandidates`.
 *
 * If freezing every frame changes nothing, no block can pass: "last-passing" then gives 0, and "first-failing" the
 * narrowest block, as the released code does on 0/0.
 *
 * @param scores  of the clip itself, of the whole clip frozen, then of ever narrower blocks.
 *
 * @example
 * marginFromScores("last-passing", [0.9, 0.1, 0.12, 0.6]); // 1
 * marginFromScores("first-failing", [0.9, 0.1, 0.12, 0.6]); // 2
 */
export function marginFromScores(block: CentralBlock, [original, ...frozen]: readonly number[]): number {
  const narrowest = frozen.length - 1;
  const drop = original! - frozen[0]!;
  if (drop === 0) return block === "first-failing" ? narrowest : 0;
  for (let margin = 1; margin <= narrowest; margin++) {
    const ratio = (original! - frozen[margin]!) / drop;
    if (ratio < PASS_RATIO) return block === "first-failing" ? margin : margin - 1;
  }
  return narrowest;
}

/** Returns the mask parameters [T] of a central block: +5 inside, -5 in the margins. */
export function centralParameters(T: number, margin: number): Float64Array {
  return blockParameters(T, Math.min(margin, T), Math.max(T - margin, 0));
}

/**
 * Returns the mask parameters [T] of a block: +5 from frame `first` up to, but not including, frame `end`; -5
 * elsewhere.
 */
export function blockParameters(T: number, first: number, end: number): Float64Array {
  return Float64Array.from({ length: T }, (_, t) => (t >= first && t < end ? ON_PARAMETER : OFF_PARAMETER));
}
