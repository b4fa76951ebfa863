/** Adam on the parameters of several masks at once, on whichever backend scores them; numbers come back when asked for. */
import * as tf from "@tensorflow/tfjs";
import { runMaskDescent } from "../device/kernels/mask-descent.ts";
import { maskLengthOfRow, type DescentSettings } from "../math/mask-descent.ts";

/** What a search needs to know about a clip. `ClipScore` is one. */
export interface MaskScorer {
  /**
   * Class score of the clip perturbed with each mask.
   *
   * @param masks  [B, N] in [0, 1], N = T or T h w, B <= mostAtOnce; stay the caller's.
   * @returns      [B], new; differentiable in the masks.
   */
  perturbed(masks: tf.Tensor2D): tf.Tensor1D;
  /** The same for the frozen clip, where `perturbed` does something else with the masks. */
  frozen?(masks: tf.Tensor2D): tf.Tensor1D;
  /** Largest B that fits the device, at least 1. */
  readonly mostAtOnce: number;
}

/**
 * Class scores of hard or soft masks, each [T], as plain numbers.
 *
 * @param pause  awaited between batches; what it throws ends the work.
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

/** Class score of the clip perturbed with one mask, and its gradient with respect to the mask, [T]. */
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

/** The searches' rows (`math/mask-descent.ts`), kept on the device from step to step. Whoever makes it disposes it. */
export class Descent {
  readonly #scorer: MaskScorer;
  readonly #settingsAt: (step: number) => DescentSettings;
  #rows: tf.Tensor2D;
  #step: number;

  /**
   * @param settingsAt  of each step, 1-based: the learning rate may change.
   * @param rows        one a search, all of one length: `startRow`s, or where an earlier descent had got to.
   * @param step        steps that led to the rows.
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
   * Takes `count` steps, and hands over what each arrived at.
   *
   * The steps are issued at once; on a graphics card they run while the caller goes on, and their numbers come in one
   * read at the end.
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

/** [B] and [B, T], the caller's. An alias, as TF.js' containers take no interface. */
export type ScoresAndGradients = { readonly value: tf.Tensor1D; readonly grad: tf.Tensor2D };

/** Scores and their gradients with respect to the masks [B, T], without waiting for either; in parts where B is large. */
export function scoresAndGradients(scorer: MaskScorer, masks: tf.Tensor2D): ScoresAndGradients {
  // One score depends on one mask alone, so the gradient of their sum holds every score's own.
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
