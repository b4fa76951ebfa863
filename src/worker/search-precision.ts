/** Searches in float16 where that is asked for and offered, and what it changes of their scores. */
import type { BackendName, BackendWish } from "../device/backend-report.ts";
import { halfIsOffered, withConvolutionPrecision } from "../device/kernels/conv3d-webgpu.ts";
import type { Scores } from "../result/mask-result.ts";
import type { ScoredBy } from "./mask-scores.ts";

/** The precision that searches run in; everything else, the scores shown included, stays in float32. */
export class SearchPrecision {
  #worst: number | null = null;
  /** Whether the last search ran in float16. */
  #half = false;

  /** Runs a search, in float16 where the wish says so and the device can. */
  run<A>(backend: BackendName, { precision }: BackendWish, search: () => Promise<A>): Promise<A> {
    this.#half = precision === "float16" && backend === "webgpu" && halfIsOffered();
    return this.#half ? withConvolutionPrecision("float16", search) : search();
  }

  /** Scores the mask that the last search found in float16 too, and remembers how far that is from its float32 scores. */
  async compare(scorer: ScoredBy, mask: ArrayLike<number>, scores: Scores): Promise<void> {
    if (!this.#half) return;
    const half = await withConvolutionPrecision("float16", () => scorer.scoresUnder(mask));
    const { fs, rs, own = 0 } = scores;
    const apart = [half.fs - fs, half.rs - rs, (half.own ?? 0) - own].map(Math.abs);
    this.#worst = Math.max(this.#worst ?? 0, ...apart);
  }

  /** A sentence about it; empty where no search ran in float16. */
  get told(): string {
    return this.#worst === null
      ? ""
      : ` Scores of masks in float16 were at most ${this.#worst.toPrecision(2)} from those shown, which are float32.`;
  }
}
