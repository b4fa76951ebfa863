/** What a finished search says, as plain data: shown, linked and compared, never holding a tensor. */
import type { PresetName } from "../search/settings.ts";

/** Softmax probabilities, each in [0, 1]. */
export interface Scores {
  /** Original score: the target's probability on the clip. */
  readonly os: number;
  /** Freeze score: the same on the clip frozen with the mask. */
  readonly fs: number;
  /** Reverse score: the same on the clip with the mask's runs (m > 0.1) reversed. */
  readonly rs: number;
}

/** One finished search. */
export interface MaskResult {
  readonly modelId: string;
  /** Index into the model's classes. */
  readonly target: number;
  readonly preset: PresetName;
  /** [T] values in [0, 1]; 1 = perturbed. */
  readonly mask: readonly number[];
  readonly scores: Scores;
  /** Steps taken, and why no more were. */
  readonly steps: number;
  readonly stopped: "settled" | "all-steps";
  /** Backend that computed it, "wasm" say. */
  readonly backend: string;
}

/** Shown as on: the frame is perturbed. */
export const SHOWN_ON = 0.5;
