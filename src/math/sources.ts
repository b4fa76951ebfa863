/**
 * What a perturbed clip is mixed from. Every operator is linear in some source pictures, y = W(m) [sources]: the clip's
 * own T frames, and behind them pictures made of the clip. One matrix then mixes pixels to show, a model's input or
 * whatever else is linear in the pictures.
 */
import { blurMatrix, blurPicture } from "./blur.ts";
import { fadeMatrix, meanColourPicture } from "./fade.ts";
import { freezeMatrix } from "./freeze.ts";
import type { OperatorName } from "./operator.ts";
import { reverseMatrix } from "./reverse.ts";

/** Sizes of a clip of colour pictures. */
export interface ClipSize {
  readonly T: number;
  readonly H: number;
  readonly W: number;
}

/** Source pictures S of an operator for a clip of T frames. */
export function sourceCount(operator: OperatorName, T: number): number {
  const extra: Readonly<Record<OperatorName, number>> = { freeze: 0, reverse: 0, fade: 1, blur: T };
  return T + extra[operator];
}

/**
 * The source pictures beside the clip's own frames.
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

/** W of an operator, row-major [T, S]; rows sum to 1. */
export function operatorMatrix(operator: OperatorName, mask: ArrayLike<number>): Float64Array {
  return MATRICES[operator](mask);
}

const MATRICES: Readonly<Record<OperatorName, (mask: ArrayLike<number>) => Float64Array>> = {
  freeze: freezeMatrix,
  reverse: reverseMatrix,
  fade: fadeMatrix,
  blur: blurMatrix,
};
