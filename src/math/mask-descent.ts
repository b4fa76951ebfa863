/**
 * One step of a mask search as a row of numbers, so that it can be computed wherever the class score was (on the
 * host, in WASM's heap or on a graphics card) and neither has to wait for the other.
 *
 * A row of 6 N + 3 numbers holds the search's state: mask, parameters, Adam's mean and square, each [N]. Then follows
 * what the step that led here saw: l1, tv, class score, the mask it scored and the gradient of the loss with respect
 * to the parameters, each [N]. N is the number of values of the mask: T, or T h w.
 */
import { adamStep, type AdamOptions } from "./adam.ts";
import { lossOf, maskOf, parameterGradient, type Loss, type LossWeights } from "./mask-loss.ts";

/** Everything that determines a step except the class score. */
export interface DescentSettings extends LossWeights, AdamOptions {}

/** Loss and gradient that one step saw. */
export interface SeenStep extends Loss {
  /** [N], the mask that this loss belongs to. */
  readonly mask: Float32Array;
  /** [N] gradient of the loss with respect to the mask parameters. */
  readonly gradient: Float32Array;
}

/** Returns the length of a row for a mask of N values. */
export function descentRowLength(N: number): number {
  return 6 * N + 3;
}

/** Returns N, given the length of a row. */
export function maskLengthOfRow(length: number): number {
  return (length - 3) / 6;
}

/** Returns the row of a search that starts at these parameters [N]. Its second half is not meaningful yet. */
export function startRow(parameters: ArrayLike<number>): Float32Array {
  const N = parameters.length;
  const row = new Float32Array(descentRowLength(N));
  row.set(maskOf(parameters));
  row.set(Float32Array.from(parameters), N);
  return row;
}

/**
 * Computes the row that follows `row`; overwrites `next`.
 *
 * @param score     class score of the clip perturbed with the row's mask.
 * @param gradient  [N] gradient of the score with respect to that mask.
 * @param step      1-based.
 */
export function descend(
  row: Float32Array,
  score: number,
  gradient: ArrayLike<number>,
  step: number,
  settings: DescentSettings,
  next: Float32Array,
): void {
  const N = maskLengthOfRow(row.length);
  const part = (n: number) => next.subarray(n * N, (n + 1) * N);
  const mask = row.subarray(0, N);
  const { l1, tv, classScore } = lossOf(mask, score, settings);
  const slopes = parameterGradient(mask, gradient, settings);
  next.set(row.subarray(N, 4 * N), N);
  adamStep({ parameters: part(1), mean: part(2), square: part(3) }, slopes, step, settings);
  next.set(maskOf(part(1)));
  next.set([l1, tv, classScore], 4 * N);
  next.set(mask, 4 * N + 3);
  next.set(slopes, 5 * N + 3);
}

/** Returns the loss and gradient seen by the step that led to a row. */
export function seenStep(row: Float32Array): SeenStep {
  const N = maskLengthOfRow(row.length);
  const [l1, tv, classScore] = row.subarray(4 * N, 4 * N + 3) as unknown as [number, number, number];
  const mask = row.slice(4 * N + 3, 5 * N + 3);
  return { loss: l1 + tv + classScore, l1, tv, classScore, mask, gradient: row.slice(5 * N + 3) };
}

/** Returns the mask [N] that a row arrived at. */
export function maskOfRow(row: Float32Array): Float32Array {
  return row.slice(0, maskLengthOfRow(row.length));
}
