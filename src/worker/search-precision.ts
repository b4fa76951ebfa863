/** Runs searches in float16 where the user asks for it and the device offers it, and measures the effect on scores. */
import type { BackendName, BackendWish } from "../device/backend-report.ts";
import { halfIsOffered, withConvolutionPrecision } from "../device/kernels/conv3d-webgpu.ts";
import { softOf, type Scores } from "../result/mask-result.ts";
import type { ScoredBy } from "./mask-scores.ts";

/** The precision of searches. Everything else, including the scores shown, stays in float32. */
export class SearchPrecision {
  #worst: number | null = null;
  /** True if the last search ran in float16. */
  #half = false;

  /** Runs a search, in float16 if the user wished it and the device offers it. */
  run<A>(backend: BackendName, { precision }: BackendWish, search: () => Promise<A>): Promise<A> {
    this.#half = precision === "float16" && backend === "webgpu" && halfIsOffered();
    return this.#half ? withConvolutionPrecision("float16", search) : search();
  }

  /**
   * After a float16 search, scores its mask in float16 too and records the largest difference from its float32 scores.
   */
  async compare(scorer: ScoredBy, mask: ArrayLike<number>, scores: Scores): Promise<void> {
    if (!this.#half) return;
    const half = await withConvolutionPrecision("float16", () => scorer.scoresUnder(mask));
    const { fs, rs, own = 0 } = softOf(scores);
    const apart = [half.fs - fs, half.rs - rs, (half.own ?? 0) - own].map(Math.abs);
    this.#worst = Math.max(this.#worst ?? 0, ...apart);
  }

  /** Sentence on the largest difference, with a leading space; empty if no search ran in float16. */
  get note(): string {
    return this.#worst === null
      ? ""
      : ` Mask scores in float16 differ by at most ${this.#worst.toPrecision(2)} from those shown, which are float32.`;
  }
}
