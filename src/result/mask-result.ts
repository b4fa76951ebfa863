/** What a finished search says, as plain data: shown, linked and compared, never holding a tensor. */
import type { OperatorName } from "../math/operator.ts";
import type { GridSize, SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import type { PresetName } from "../math/search-settings.ts";

/** Softmax probabilities, each in [0, 1]. */
export interface Scores {
  /** Original score: the target's probability on the clip. */
  readonly os: number;
  /** Freeze score: the same on the clip frozen with the mask. */
  readonly fs: number;
  /** Reverse score: the same on the clip with the mask's runs (m > 0.1) reversed. */
  readonly rs: number;
  /** The same on the clip under the mask's own operator, where that is neither freeze nor reverse. */
  readonly own?: number | undefined;
}

/** The score that a search with this operator lowers. */
export function scoreUnder({ fs, rs, own }: Scores, operator: OperatorName): number {
  return own ?? (operator === "reverse" ? rs : fs);
}

/** One finished search. */
export interface MaskResult {
  readonly modelId: string;
  /** Index into the model's classes. */
  readonly target: number;
  readonly preset: PresetName;
  /** What the search perturbed with. */
  readonly operator: OperatorName;
  /** [T] values in [0, 1]; 1 = perturbed. */
  readonly mask: readonly number[];
  readonly scores: Scores;
  /** [T] whether each frame was on in the start that the mask came from. */
  readonly start: readonly boolean[];
  /** Steps taken, and why no more were. */
  readonly steps: number;
  readonly stopped: "settled" | "all-steps";
  /** Backend that computed it, "wasm" say. */
  readonly backend: string;
}

/** What a spatiotemporal search is asked for. */
export interface SpatiotemporalWish {
  /** Cells across and down. */
  readonly across: GridSize;
  /**
   * Share of the clip to perturb, in (0, 1), as in extremal perturbations (Fong, Patrick & Vedaldi, ICCV 2019); null
   * weighs the area against the score, as the temporal search does.
   */
  readonly area: number | null;
}

/** One finished spatiotemporal search. It freezes; every pixel has its own mask. */
export interface SpatiotemporalResult extends SpatiotemporalWish {
  readonly modelId: string;
  readonly target: number;
  readonly mask: SpatiotemporalMask;
  readonly scores: Scores;
  readonly steps: number;
  readonly stopped: "settled" | "all-steps";
  readonly backend: string;
}
