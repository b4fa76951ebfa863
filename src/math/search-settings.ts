/**
 * Settings of a mask search and the named presets. Plain data: links and cards carry it.
 *
 * `paper` repeats the authors' released code, faults included. `default` mends them:
 *  - it stops once the loss has settled (theirs means to, but never updates the loss it compares with), and its
 *    learning rate falls by then: Adam moves parameters as far for a small gradient as for a large one, so that at a
 *    constant rate frames go on changing sides for as long as anyone waits (docs/performance.md has the figures);
 *  - it starts from the last central block that still passes (theirs: the first that fails);
 *  - it starts from the central block under its own operator (theirs: under freeze, for a reverse search too);
 *  - its TV norm counts each neighbouring pair once (theirs counts inner pairs twice);
 *  - it returns the mask of the lowest loss seen (theirs: the last one, whatever its loss).
 * `thorough` is `default` from five starts at once, one of them the best window that there is.
 */
import type { CentralBlock } from "./central-init.ts";
import type { TemporalWeights } from "./mask-loss.ts";
import type { GridSize } from "./spatiotemporal-mask.ts";

/** How long a search goes on, and what is left of it. */
export interface StopSettings {
  /** Most Adam steps taken. */
  readonly steps: number;
  /** Stop when the loss has not fallen by `SETTLED_GAIN` for this many steps; null = run all steps. */
  readonly patience: number | null;
  /** Which mask is the result. */
  readonly keep: "lowest-loss" | "last";
}

/** How far a search's steps go. */
export interface RateSettings {
  /** Of the first steps; see `learningRateAt`. */
  readonly learningRate: number;
  /** Steps after which the rate begins to fall; null = it never does. */
  readonly constantSteps: number | null;
}

/** Everything that decides a search for a temporal mask, besides model, clip, target and operator. */
export interface SearchSettings extends TemporalWeights, StopSettings, RateSettings {
  readonly centralBlock: CentralBlock;
  /** What the central block is tried with: the search's own operator, or freeze whatever that is. */
  readonly centralOperator: "own" | "freeze";
  /**
   * "several": beside the central block either half of the clip, all of it, and of all windows of neighbouring frames
   * the one of the lowest loss, found by trying each; the lowest loss wins.
   */
  readonly starts: "central" | "several";
}

/** Name of a preset, as links carry it. */
export type PresetName = (typeof PRESET_NAMES)[number];

/** All of them, in the order that links count them in: new ones are appended. */
export const PRESET_NAMES = ["default", "paper", "thorough"] as const;

/** A fall in loss smaller than this counts as none. The class score, its largest term, lies in [0, 1]. */
export const SETTLED_GAIN = 1e-3;

const MENDED: SearchSettings = {
  lambda1: 0.01,
  lambda2: 0.02,
  beta: 3,
  steps: 300,
  learningRate: 0.2,
  constantSteps: 80,
  pairs: "once",
  centralBlock: "last-passing",
  centralOperator: "own",
  starts: "central",
  patience: 40,
  keep: "lowest-loss",
};

/** Once it falls, the learning rate halves in so many steps. */
export const HALVING_STEPS = 20;

/** @param step  1-based. */
export function learningRateAt(step: number, { learningRate, constantSteps }: RateSettings): number {
  const falling = constantSteps === null ? 0 : Math.max(step - constantSteps, 0);
  return learningRate * 0.5 ** (falling / HALVING_STEPS);
}

/** The named presets. lambda1, lambda2, steps: arXiv 2002.00367; learning rate 0.2: the released code. */
export const PRESETS: Readonly<Record<PresetName, SearchSettings>> = {
  default: MENDED,
  thorough: { ...MENDED, starts: "several" },
  paper: {
    lambda1: 0.01,
    lambda2: 0.02,
    beta: 3,
    steps: 300,
    learningRate: 0.2,
    constantSteps: null,
    pairs: "released-code",
    centralBlock: "first-failing",
    centralOperator: "freeze",
    starts: "central",
    patience: null,
    keep: "last",
  },
};

/** Everything that decides a search for a spatiotemporal mask, besides model, clip, target and area. */
export interface SpatiotemporalSettings extends TemporalWeights, StopSettings, RateSettings {
  /** Of the variation across a frame. */
  readonly lambda3: number;
  /** Every value of the mask that it starts from. */
  readonly start: number;
  /** What missing a given area weighs at the first step, and by what factor more at each that follows. */
  readonly areaWeight: { readonly first: number; readonly growth: number };
}

/** Settings of the two forms of a spatiotemporal search: the area weighed against the score, or given. */
export interface SpatiotemporalForms {
  readonly weighed: SpatiotemporalSettings;
  readonly toArea: SpatiotemporalSettings;
}

/** A grid twice as fine has twice the pairs along an edge of the mask and four times the cells. */
const weighed = (across: GridSize): SpatiotemporalSettings => ({
  lambda1: 0.03,
  lambda2: 0.02,
  lambda3: (0.03 * across) / 7,
  beta: 3,
  pairs: "once",
  steps: 120,
  learningRate: 0.2,
  constantSteps: 60,
  patience: 40,
  keep: "lowest-loss",
  start: 0.5,
  areaWeight: { first: 1, growth: 16 ** (1 / 120) },
});

/** Losses of different steps cannot be compared while the area's weight grows, so all steps are taken and the last counts. */
const toArea = (across: GridSize): SpatiotemporalSettings => ({
  ...weighed(across),
  lambda2: 0.1,
  lambda3: (0.2 * across) / 7,
  patience: null,
  keep: "last",
});

/**
 * Settings of a spatiotemporal search by the grid's size, chosen on bundled clips with both bundled models. A start of
 * one half everywhere takes no side, and got to lower losses in the same steps than the temporal search's central block.
 */
export const SPATIOTEMPORAL: Readonly<Record<GridSize, SpatiotemporalForms>> = {
  7: { weighed: weighed(7), toArea: toArea(7) },
  14: { weighed: weighed(14), toArea: toArea(14) },
};
