/**
 * Adam on the parameters of several masks at once, on whichever backend scores them. Numbers are read back on
 * request.
 */
import * as tf from "@tensorflow/tfjs";
import { runMaskDescent } from "../device/kernels/mask-descent.ts";
import { maskLengthOfRow, type DescentSettings } from "../math/mask-descent.ts";

/** Everything that a search needs to know about a clip. `ClipScore` is one implementation. */
export interface MaskScorer {
  /**
   * Returns the class score of the clip perturbed with each mask.
   *
   * @param masks  [B, N] in [0, 1], N = T or T h w, B <= mostAtOnce; stay the caller's.
   * @returns      [B], new; differentiable in the masks.
   */
  perturbed(masks: tf.Tensor2D): tf.Tensor1D;
  /** Like `perturbed`, but always freezes; needed only if `perturbed` uses another operator. */
  frozen?(masks: tf.Tensor2D): tf.Tensor1D;
  /** Largest B that fits on the device, at least 1. */
  readonly mostAtOnce: number;
}

/**
 * Returns the class scores of hard or soft masks, each [T], as plain numbers.
 *
 * @param pause  awaited between batches; if it throws, the work ends.
 */
export async function scoresOf(
  scorer: MaskScorer,
  masks: readonly ArrayLike<number>[],
  pause?: () => Promise<void>,
): Promise<number[]> {
  const scores: number[] = [];
  for (let at = 0; at < masks.length; at += scorer.mostAtOnce) {
    const some = masks.slice(at, at + scorer.mostAtOnce);
    const batch = tf.tidy(() => scorer.perturbed(tf.tensor2d(some.map((mask) => Array.from(mask)))));
    try {
      scores.push(...(await batch.data()));
    } finally {
      batch.dispose();
    }
    await pause?.();
  }
  return scores;
}

/** Returns the class score of the clip perturbed with one mask, and its gradient with respect to the mask, [T]. */
export async function scoreWithGradient(
  scorer: MaskScorer,
  mask: ArrayLike<number>,
): Promise<{ score: number; gradient: Float32Array }> {
  const { value, grad } = tf.tidy(() =>
    scoresAndGradients(scorer, tf.tensor2d(Float32Array.from(mask), [1, mask.length])),
  );
  try {
    const [score, gradient] = await Promise.all([value.data(), grad.data<"float32">()]);
    return { score: score[0]!, gradient };
  } finally {
    tf.dispose([value, grad]);
  }
}

/** Rows of several searches (`math/mask-descent.ts`), kept on the device from step to step. Its creator disposes it. */
export class Descent {
  readonly #scorer: MaskScorer;
  readonly #settingsAt: (step: number) => DescentSettings;
  #rows: tf.Tensor2D;
  #step: number;

  /**
   * @param settingsAt  returns the settings for one step (1-based); the learning rate may vary.
   * @param rows        one per search, all of one length: `startRow`s, or rows that an earlier descent reached.
   * @param step        number of steps that led to the rows.
   */
  constructor(
    scorer: MaskScorer,
    settingsAt: (step: number) => DescentSettings,
    rows: readonly Float32Array[],
    step: number,
  ) {
    this.#scorer = scorer;
    this.#settingsAt = settingsAt;
    this.#rows = tf.keep(tf.tensor2d(rows.map((row) => Array.from(row))));
    this.#step = step;
  }

  /**
   * Takes `count` steps and returns the rows that each arrived at.
   *
   * All steps are issued at once. On a graphics card they run while the caller continues, and a single read at the
   * end fetches their numbers.
   *
   * @returns  [count][B] rows.
   */
  async take(count: number): Promise<Float32Array[][]> {
    const [B, length] = this.#rows.shape;
    const before = this.#rows;
    const taken: tf.Tensor2D[] = [];
    for (let i = 0; i < count; i++) taken.push(this.#next());
    before.dispose();
    const numbers = tf.tidy(() => tf.concat(taken));
    // The last rows stay on the device; the others have been copied.
    tf.dispose(taken.slice(0, -1));
    try {
      const values = await numbers.data<"float32">();
      const row = (i: number) => values.slice(i * length, (i + 1) * length);
      return taken.map((_, step) => Array.from({ length: B }, (__, b) => row(step * B + b)));
    } finally {
      numbers.dispose();
    }
  }

  /** Frees the rows. */
  dispose(): void {
    this.#rows.dispose();
  }

  #next(): tf.Tensor2D {
    const before = this.#rows;
    const after = tf.tidy(() => {
      const [B, length] = before.shape;
      const masks = tf.slice(before, [0, 0], [B, maskLengthOfRow(length)]);
      const { value, grad } = scoresAndGradients(this.#scorer, masks);
      const step = ++this.#step;
      return runMaskDescent(before, value, grad, step, this.#settingsAt(step));
    });
    this.#rows = tf.keep(after);
    return after;
  }
}

/** Scores [B] and gradients [B, T]; the caller's. A type alias, because TF.js containers accept no interface. */
export type ScoresAndGradients = { readonly value: tf.Tensor1D; readonly grad: tf.Tensor2D };

/**
 * Returns scores and their gradients with respect to the masks [B, T], without waiting for either. A large B is
 * split.
 */
export function scoresAndGradients(scorer: MaskScorer, masks: tf.Tensor2D): ScoresAndGradients {
  // Each score depends on one mask alone, so the gradient of their sum holds each score's own gradient.
  const run = tf.valueAndGrad((m) => scorer.perturbed(m as tf.Tensor2D));
  const [B, T] = masks.shape;
  const parts: ScoresAndGradients[] = [];
  for (let at = 0; at < B; at += scorer.mostAtOnce) {
    const count = Math.min(scorer.mostAtOnce, B - at);
    const some = count === B ? masks : tf.slice(masks, [at, 0], [count, T]);
    parts.push(run(some, tf.ones([count])) as unknown as ScoresAndGradients);
  }
  if (parts.length === 1) return parts[0]!;
  return {
    value: tf.concat(parts.map(({ value }) => value)),
    grad: tf.concat(parts.map(({ grad }) => grad)),
  };
}
