/** Result of a finished search as plain data, ready to show, link and compare. It never holds a tensor. */
import { isYesNo, type Proof } from "../math/mask-order.ts";
import type { OperatorName } from "../math/operator.ts";
import type { GridSize, SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import type { PresetName } from "../math/search-settings.ts";

/** The target's probability on a perturbed clip, in [0, 1]. */
export interface PerturbedScores {
  /** Freeze score. */
  readonly fs: number;
  /** Reverse score: each run is played backwards. */
  readonly rs: number;
  /** Score under the mask's own operator, if that is neither freeze nor reverse. */
  readonly own?: number | undefined;
}

/**
 * Scores of a mask. FS, RS and the own score are hard: exactly the frames (or cells) that the page shows as on, above
 * 0.5, are fully perturbed, and no others. Words that name frames stand beside these.
 */
export interface Scores extends PerturbedScores {
  /** Original score: the target's probability on the clip. */
  readonly os: number;
  /**
   * Scores of the mask's own values, as the search saw them; its reverse runs are those above 0.1. Absent for a yes/no
   * mask, whose soft and hard scores are the same.
   */
  readonly soft?: PerturbedScores | undefined;
}

/** Scores as links before version 6 recorded them: of the mask's own values alone. */
export interface SoftScores {
  readonly os: number;
  readonly soft: PerturbedScores;
}

/** Returns whether hard scores are among those recorded. */
export function areHard(scores: Scores | SoftScores): scores is Scores {
  return "fs" in scores;
}

/**
 * Returns whether recorded scores are of the mask's own values although they do not say so: links before version 6, and
 * what was saved with them, had no others.
 *
 * @param link  permalink, `#` included, that was recorded with them.
 */
export function recordedSoft(scores: Omit<Scores, "os">, mask: readonly number[], link: string): boolean {
  return scores.soft === undefined && !link.startsWith("#v6.") && !isYesNo(mask);
}

/** Returns the scores of the mask's own values. */
export function softOf(scores: Scores | SoftScores): PerturbedScores {
  return areHard(scores) ? (scores.soft ?? scores) : scores.soft;
}

/**
 * Returns the score that a search with this operator lowers.
 *
 * @example
 * scoreUnder({ fs: 0.1, rs: 0.7 }, "reverse"); // 0.7
 */
export function scoreUnder({ fs, rs, own }: PerturbedScores, operator: OperatorName): number {
  return own ?? (operator === "reverse" ? rs : fs);
}

/** All reasons for a search to end; see `Stopped`. */
export const STOPPED = ["settled", "all-steps", "proven", "cut-short"] as const;
/**
 * Why a search ended: its loss no longer fell, it had taken all its steps, its mask is proven to be the best, or it was
 * cut short before the proof.
 */
export type Stopped = (typeof STOPPED)[number];

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
  /** [T] whether each frame was on in the start that the mask came from; null for an exact search, which has none. */
  readonly start: readonly boolean[] | null;
  /** Number of steps taken, or of masks that an exact search scored. */
  readonly steps: number;
  readonly stopped: Stopped;
  /** What an exact search proved; null for other searches. */
  readonly proof: Proof | null;
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
  readonly stopped: Stopped;
  readonly backend: string;
}
