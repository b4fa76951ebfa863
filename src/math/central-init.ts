/**
 * Central initialisation: the shortest block of frames around the middle whose freezing does nearly all
 * that freezing the whole clip does (arXiv 2002.00367).
 *
 * A block is tried by its score ratio (OS - score) / (OS - score of the fully frozen clip), against 0.9.
 * Departure: the released code keeps the FIRST block that FAILS ("first-failing"); "last-passing" keeps the
 * one before it, as the paper's text says, and the whole clip where even the widest block fails.
 */

/** Ratio a block has to reach. */
const PASS_RATIO = 0.9;

/** Mask parameter that stands for off: sigmoid(-5) = 0.0067. */
export const OFF_PARAMETER = -5;
/** Mask parameter that stands for on: sigmoid(5) = 0.9933. */
export const ON_PARAMETER = 5;

/** Which block to keep. */
export type CentralBlock = "last-passing" | "first-failing";

/** Hard mask [T] that leaves `margin` frames off at either end. */
export function centralBlockMask(T: number, margin: number): Float32Array {
  const mask = new Float32Array(T);
  mask.fill(1, Math.min(margin, T), Math.max(T - margin, 0));
  return mask;
}

/** Frames left off at either end of the narrowest block that is tried: two frames are on, or three of an odd T. */
export function narrowestMargin(T: number): number {
  return Math.max(Math.floor(T / 2) - 1, 0);
}

/** The hard masks whose scores decide the start block: none on, then the T/2 central blocks, widest first. */
export function centralCandidates(T: number): Float32Array[] {
  const blocks = Array.from({ length: narrowestMargin(T) + 1 }, (_, margin) => centralBlockMask(T, margin));
  return [centralBlockMask(T, T), ...blocks];
}

/**
 * Finds the start block.
 *
 * @param scoresFrozen  class scores of the clip frozen with each of some hard masks [T] (all zeros = the clip itself);
 *                      asked once, for the T/2 + 1 masks at most that the answer may need.
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
 * The start block's margin from the scores of `centralCandidates`.
 *
 * Where freezing everything changes nothing, no block can pass: 0 for "last-passing"; "first-failing" then runs to the
 * narrowest block, as the released code does on 0/0.
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

/** Mask parameters [T] of a central block: +5 inside, -5 in the margins. */
export function centralParameters(T: number, margin: number): Float64Array {
  return blockParameters(T, Math.min(margin, T), Math.max(T - margin, 0));
}

/** Mask parameters [T] of a block: +5 from frame `first` to before frame `end`, -5 elsewhere. */
export function blockParameters(T: number, first: number, end: number): Float64Array {
  return Float64Array.from({ length: T }, (_, t) => (t >= first && t < end ? ON_PARAMETER : OFF_PARAMETER));
}
