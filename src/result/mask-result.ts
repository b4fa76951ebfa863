/** Result of a finished search as plain data, ready to show, link and compare. It never holds a tensor. */
import type { OperatorName } from "../math/operator.ts";
import type { GridSize, SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import type { PresetName } from "../math/search-settings.ts";

/** Softmax probabilities, each in [0, 1]. */
export interface Scores {
  /** Original score: the target's probability on the clip. */
  readonly os: number;
  /** Freeze score: the target's probability on the clip frozen with the mask. */
  readonly fs: number;
  /** Reverse score: the target's probability on the clip with the mask's runs (m > 0.1) reversed. */
  readonly rs: number;
  /** The target's probability under the mask's own operator, if that is neither freeze nor reverse. */
  readonly own?: number | undefined;
}

/**
 * Returns the score that a search with this operator lowers.
 *
 * @example
 * scoreUnder({ os: 0.9, fs: 0.1, rs: 0.7 }, "reverse"); // 0.7
 */
export function scoreUnder({ fs, rs, own }: Scores, operator: OperatorName): number {
  return own ?? (operator === "reverse" ? rs : fs);
}

/** Result of one temporal search. */
export interface MaskResult {
  readonly modelId: string;
  /** Index into the model's classes. */
  readonly target: number;
  readonly preset: PresetName;
  /** Operator that the search used. */
  readonly operator: OperatorName;
  /** [T] values in [0, 1]; 1 = perturbed. */
  readonly mask: readonly number[];
  readonly scores: Scores;
  /** [T] whether each frame was on in the start that the mask came from. */
  readonly start: readonly boolean[];
  /** Number of steps taken, and why the search stopped. */
  readonly steps: number;
  readonly stopped: "settled" | "all-steps";
  /** Backend that computed it, such as "wasm". */
  readonly backend: string;
}

/** Settings of a space-and-time search. */
export interface SpatiotemporalWish {
  /** Number of cells across, and down. */
  readonly across: GridSize;
  /**
   * Share of the clip to perturb, in (0, 1), as in extremal perturbations (Fong, Patrick & Vedaldi, ICCV 2019); null
   * weighs the area against the score, as the temporal search does.
   */
  readonly area: number | null;
}

/** Result of one space-and-time search. It freezes; every pixel has its own mask. */
export interface SpatiotemporalResult extends SpatiotemporalWish {
  readonly modelId: string;
  readonly target: number;
  readonly mask: SpatiotemporalMask;
  readonly scores: Scores;
  readonly steps: number;
  readonly stopped: "settled" | "all-steps";
  readonly backend: string;
}
