/**
 * One step of a mask search as a row of numbers, so that it can be taken wherever the class score was computed: on the
 * host, in WASM's heap or on a graphics card, which then need not wait for each other.
 *
 * A row of 6 T + 3 numbers holds where the search now is: mask, parameters, Adam's mean and square, each [T]; then what
 * the step that led here saw: l1, tv, class score, the mask it scored and the loss' gradient in its parameters, each [T].
 */
import { adamStep, type AdamOptions } from "./adam.ts";
import { lossOf, maskOf, parameterGradient, type Loss, type LossWeights } from "./mask-loss.ts";

/** What decides a step, besides the class score. */
export interface DescentSettings extends LossWeights, AdamOptions {}

/** What a step saw. */
export interface SeenStep extends Loss {
  /** [T], the mask this loss belongs to. */
  readonly mask: Float32Array;
  /** [T] gradient of the loss with respect to the mask parameters. */
  readonly gradient: Float32Array;
}

/** Length of a row for T frames. */
export function descentRowLength(T: number): number {
  return 6 * T + 3;
}

/** Frames of a row of this length. */
export function framesOfRow(length: number): number {
  return (length - 3) / 6;
}

/** The row of a search that begins at these parameters [T]; its second half says nothing yet. */
export function startRow(parameters: ArrayLike<number>): Float32Array {
  const T = parameters.length;
  const row = new Float32Array(descentRowLength(T));
  row.set(maskOf(parameters));
  row.set(Float32Array.from(parameters), T);
  return row;
}

/**
 * Fills `next` with the row that follows `row`.
 *
 * @param score     class score of the clip frozen with the row's mask.
 * @param gradient  [T] of the score with respect to that mask.
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
  const T = framesOfRow(row.length);
  const part = (n: number) => next.subarray(n * T, (n + 1) * T);
  const mask = row.subarray(0, T);
  const { l1, tv, classScore } = lossOf(mask, score, settings);
  const slopes = parameterGradient(mask, gradient, settings);
  next.set(row.subarray(T, 4 * T), T);
  adamStep({ parameters: part(1), mean: part(2), square: part(3) }, slopes, step, settings);
  next.set(maskOf(part(1)));
  next.set([l1, tv, classScore], 4 * T);
  next.set(mask, 4 * T + 3);
  next.set(slopes, 5 * T + 3);
}

/** What the step that led to a row saw. */
export function seenStep(row: Float32Array): SeenStep {
  const T = framesOfRow(row.length);
  const [l1, tv, classScore] = row.subarray(4 * T, 4 * T + 3) as unknown as [number, number, number];
  const mask = row.slice(4 * T + 3, 5 * T + 3);
  return { loss: l1 + tv + classScore, l1, tv, classScore, mask, gradient: row.slice(5 * T + 3) };
}

/** [T], the mask that a row arrived at. */
export function maskOfRow(row: Float32Array): Float32Array {
  return row.slice(0, framesOfRow(row.length));
}
