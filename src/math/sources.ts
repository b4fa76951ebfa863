/**
 * Source pictures of a perturbed clip. Every operator is linear in them, y = W(m) [sources]: the clip's own T frames
 * come first, then pictures derived from the clip. One matrix then mixes pixels for display, a model's input, or
 * anything else that is linear in the pictures.
 */
import { blurMatrix, blurPicture } from "./blur.ts";
import { fadeMatrix, meanColourPicture } from "./fade.ts";
import { freezeMatrix } from "./freeze.ts";
import type { OperatorName } from "./operator.ts";
import { reverseMatrix } from "./reverse.ts";

/** Sizes of a clip of RGB pictures. */
export interface ClipSize {
  readonly T: number;
  readonly H: number;
  readonly W: number;
}

/**
 * Returns S, the number of source pictures of an operator for a clip of T frames.
 *
 * @example
 * sourceCount("freeze", 16); // 16
 * sourceCount("fade", 16); // 17
 * sourceCount("blur", 16); // 32
 */
export function sourceCount(operator: OperatorName, T: number): number {
  const extra: Readonly<Record<OperatorName, number>> = { freeze: 0, reverse: 0, fade: 1, blur: T };
  return T + extra[operator];
}

/**
 * Returns the source pictures other than the clip's own frames.
 *
 * @param frames  [T, H, W, 3], any range.
 * @returns       [S - T, H, W, 3], new; in the frames' range.
 */
export function extraSources(
  operator: OperatorName,
  frames: Float32Array | Uint8Array,
  { T, H, W }: ClipSize,
): Float32Array {
  const n = H * W * 3;
  if (operator === "fade") return meanColourPicture(frames, n);
  const extra = new Float32Array((sourceCount(operator, T) - T) * n);
  if (operator === "blur") {
    for (let t = 0; t < T; t++) extra.set(blurPicture(frames.subarray(t * n, (t + 1) * n), H, W), t * n);
  }
  return extra;
}

/**
 * Returns W of an operator, row-major [T, S]; rows sum to 1.
 *
 * @example
 * operatorMatrix("freeze", [0, 0.5]); // [1, 0, 0.5, 0.5]
 * operatorMatrix("fade", [0, 0.5]); // [1, 0, 0, 0, 0.5, 0.5]
 */
export function operatorMatrix(operator: OperatorName, mask: ArrayLike<number>): Float64Array {
  return MATRICES[operator](mask);
}

const MATRICES: Readonly<Record<OperatorName, (mask: ArrayLike<number>) => Float64Array>> = {
  freeze: freezeMatrix,
  reverse: reverseMatrix,
  fade: fadeMatrix,
  blur: blurMatrix,
};
