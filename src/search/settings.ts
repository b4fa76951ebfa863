/**
 * Settings of a mask search and the two named presets. Plain data: links and cards carry it.
 *
 * `paper` repeats the authors' released code, faults included. `default` mends them:
 *  - the early stop compares against the best loss so far (theirs never updates it, so it never fires);
 *  - central initialisation returns the last block that still passes (theirs: the first that fails);
 *  - the TV norm counts each neighbouring pair once (theirs counts inner pairs twice).
 */

import type { CentralBlock } from "../math/central-init.ts";
import type { PairCount } from "../math/tv-norm.ts";


/** Everything that decides a search, besides model, clip and target. */
export interface SearchSettings {
  readonly lambda1: number;
  readonly lambda2: number;
  /** TV exponent. */
  readonly beta: number;
  /** Most Adam steps taken. */
  readonly steps: number;
  readonly learningRate: number;
  readonly pairs: PairCount;
  readonly centralBlock: CentralBlock;
  /** Stop when loss and mask have settled for this many steps; null = run all steps. */
  readonly patience: number | null;
}

export type PresetName = "default" | "paper";

/** The named presets. lambda1, lambda2, steps: arXiv 2002.00367; learning rate 0.2: the released code. */
export const PRESETS: Readonly<Record<PresetName, SearchSettings>> = {
  default: {
    lambda1: 0.01,
    lambda2: 0.02,
    beta: 3,
    steps: 300,
    learningRate: 0.2,
    pairs: "once",
    centralBlock: "last-passing",
    patience: 25,
  },
  paper: {
    lambda1: 0.01,
    lambda2: 0.02,
    beta: 3,
    steps: 300,
    learningRate: 0.2,
    pairs: "released-code",
    centralBlock: "first-failing",
    patience: null,
  },
};
