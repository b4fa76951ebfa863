/** Class scores of hard masks, each computed only once: curves, draws and windows share many masks. */
import { SHOWN_ON } from "../math/mask-runs.ts";
import { invariant, LabError } from "../base/errors.ts";
import { scoresOf, type MaskScorer } from "../search/descent.ts";

/** Progress of one part. */
export interface Done {
  /** Pieces done, of `of`; not a whole number while a piece is under way. */
  readonly done: number;
  readonly of: number;
}

/** Maximum number of masks scored between two pauses, which bounds how long a cancel waits. */
export const MOST_PER_BATCH = 16;

/** The scores of one clip that have been computed so far. */
export class HardScores {
  readonly #scorer: MaskScorer;
  readonly #known = new Map<string, number>();

  constructor(scorer: MaskScorer) {
    this.#scorer = scorer;
  }

  /**
   * Scores the masks whose scores are not known yet, in batches; equal masks count as one piece. Yields once before the
   * first batch, so that progress is also reported if all scores are known.
   *
   * @param masks  each [T], every value 0 or 1.
   * @throws {LabError} "value" if a score is not a finite number.
   */
  async *learn(masks: readonly ArrayLike<number>[]): AsyncGenerator<Done, void, void> {
    const distinct = new Map(masks.map((mask) => [keyOf(mask), mask]));
    const missing = [...distinct].filter(([key]) => !this.#known.has(key));
    const of = distinct.size;
    let done = of - missing.length;
    yield { done, of };
    const most = Math.min(this.#scorer.mostAtOnce, MOST_PER_BATCH);
    for (let at = 0; at < missing.length; at += most) {
      const some = missing.slice(at, at + most);
      const scores = await scoresOf(
        this.#scorer,
        some.map(([, mask]) => mask),
      );
      some.forEach(([key], i) => this.#known.set(key, finite(scores[i]!, "measuring")));
      done += some.length;
      yield { done, of };
    }
  }

  /** Returns the score of a mask that was passed to `learn`. */
  of(mask: ArrayLike<number>): number {
    const score = this.#known.get(keyOf(mask));
    invariant(score !== undefined, () => `HardScores: the mask ${keyOf(mask)} was not learnt`);
    return score;
  }
}

/**
 * Returns the score unchanged.
 *
 * @throws {LabError} "value" if it is not a finite number.
 */
export function finite(score: number, where: string): number {
  if (Number.isFinite(score)) return score;
  throw new LabError(
    "value",
    `${where}: the class score is ${score}; it must be a finite number. The model's weights may contain NaN: load it again.`,
  );
}

function keyOf(mask: ArrayLike<number>): string {
  return Array.from(mask, (m) => (m > SHOWN_ON ? "1" : "0")).join("");
}
