/** Class scores of hard masks, each asked of the model once: curves, draws and windows share many of them. */
import { SHOWN_ON } from "../math/mask-runs.ts";
import { invariant, LabError } from "../base/errors.ts";
import { scoresOf, type MaskScorer } from "../search/descent.ts";

/** How far one part has come. */
export interface Done {
  /** Of `of` pieces; between whole numbers where a piece is under way. */
  readonly done: number;
  readonly of: number;
}

/** Most masks scored between two pauses, so that a cancel need not wait for more than these. */
export const MOST_PER_BATCH = 16;

/** What is known of a clip's scores. */
export class HardScores {
  readonly #scorer: MaskScorer;
  readonly #known = new Map<string, number>();

  constructor(scorer: MaskScorer) {
    this.#scorer = scorer;
  }

  /**
   * Scores the masks that are not known yet, a batch at a time; equal masks are one piece. Yields once before the first
   * batch, so that a part of which everything is known is told as well.
   *
   * @param masks  each [T], every value 0 or 1.
   * @throws {LabError} "value" where a score is not a finite number.
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

  /** The score of a mask that was learnt. */
  of(mask: ArrayLike<number>): number {
    const score = this.#known.get(keyOf(mask));
    invariant(score !== undefined, () => `HardScores: the mask ${keyOf(mask)} was not learnt`);
    return score;
  }
}

/**
 * The score, if it is one.
 *
 * @throws {LabError} "value" where it is not a finite number.
 */
export function finite(score: number, where: string): number {
  if (Number.isFinite(score)) return score;
  throw new LabError(
    "value",
    `${where}: the class score is ${score}. The model's weights may hold NaN; load it again.`,
  );
}

function keyOf(mask: ArrayLike<number>): string {
  return Array.from(mask, (m) => (m > SHOWN_ON ? "1" : "0")).join("");
}
