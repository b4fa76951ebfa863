/**
 * Settings of a mask search, and the named presets. Plain data: links and cards carry them.
 *
 * `paper` reproduces the authors' released PyTorch code, the one for I3D, faults included. Their TensorFlow code for the
 * C-LSTM differs: it passes a finished mask through the sigmoid once more, so its scores are of half-frozen frames, and
 * takes Grad-CAM of the logit. The lab follows it in neither. `thorough` ("Descent" on the page) fixes what `paper`
 * repeats:
 * - it stops once the loss has settled (theirs intends to, but never updates the loss it compares with). Its learning
 *   rate falls by then: Adam moves parameters as far for a small gradient as for a large one, so at a constant rate
 *   frames keep changing sides indefinitely (docs/performance.md has the figures);
 * - it starts from the last central block that still passes (theirs: the first that fails);
 * - it starts from the central block under its own operator (theirs: under freeze, for a reverse search too);
 * - its TV norm counts each neighbouring pair once (theirs counts inner pairs twice);
 * - it returns the mask with the lowest loss seen (theirs: the last one, whatever its loss);
 * - it descends from five starts at once, one of them the best window.
 *
 * `exact` finds the yes/no mask of the lowest loss and proves it (`search/exact-search.ts`). `default` does the same with
 * a limit on the number of masks, so that it takes about as long as one descent (`npm run evaluate:searches` compares
 * them). Where faithfulness needs descents, to search again from other starts, both use the descent fields below.
 */
import type { CentralBlock } from "./central-init.ts";
import type { TemporalWeights } from "./mask-loss.ts";
import type { GridSize } from "./spatiotemporal-mask.ts";

/** When a search stops, and which mask it returns. */
export interface StopSettings {
  /** Largest number of Adam steps. */
  readonly steps: number;
  /** Number of steps without a fall in loss of `SETTLED_GAIN` after which to stop; null = run all steps. */
  readonly patience: number | null;
  /** Mask that is the result. */
  readonly keep: "lowest-loss" | "last";
}

/** Step sizes of a search. */
export interface RateSettings {
  /** Learning rate of the first steps; see `learningRateAt`. */
  readonly learningRate: number;
  /** Number of steps after which the rate begins to fall; null = never. */
  readonly constantSteps: number | null;
}

/** Everything that determines a search for a temporal mask, except model, clip, target and operator. */
export interface SearchSettings extends TemporalWeights, StopSettings, RateSettings {
  readonly centralBlock: CentralBlock;
  /** Operator with which the central block is tried: the search's own, or always freeze. */
  readonly centralOperator: "own" | "freeze";
  /**
   * "several" adds four starts to the central block: either half of the clip, the whole clip, and the window of
   * neighbouring frames with the lowest loss, found by trying each. The lowest loss wins.
   */
  readonly starts: "central" | "several";
  /** "exact" tries yes/no masks in order instead of descending, and scores at most so many; null = no limit. */
  readonly method: "descent" | "exact";
  readonly mostEvaluations: number | null;
}

/** Name of a preset, as links carry it. */
export type PresetName = (typeof PRESET_NAMES)[number];

/** All presets, in the order in which links number them; new ones are appended. */
export const PRESET_NAMES = ["default", "paper", "thorough", "exact"] as const;

/** Smallest fall in loss that counts. The class score, the largest term of the loss, lies in [0, 1]. */
export const SETTLED_GAIN = 1e-3;

const FIXED: SearchSettings = {
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
  method: "descent",
  mostEvaluations: null,
};

/** Number of steps in which the learning rate halves, once it falls. */
export const HALVING_STEPS = 20;

/**
 * Returns the learning rate of a step.
 *
 * @param step  1-based.
 *
 * @example
 * learningRateAt(80, { learningRate: 0.2, constantSteps: 80 }); // 0.2
 * learningRateAt(100, { learningRate: 0.2, constantSteps: 80 }); // 0.1
 */
export function learningRateAt(step: number, { learningRate, constantSteps }: RateSettings): number {
  const falling = constantSteps === null ? 0 : Math.max(step - constantSteps, 0);
  return learningRate * 0.5 ** (falling / HALVING_STEPS);
}

/**
 * The named presets. lambda1, lambda2 and steps come from arXiv 2002.00367, learning rate 0.2 from the released code.
 */
export const PRESETS: Readonly<Record<PresetName, SearchSettings>> = {
  default: { ...FIXED, method: "exact", mostEvaluations: 300 },
  thorough: { ...FIXED, starts: "several" },
  exact: { ...FIXED, method: "exact" },
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
    method: "descent",
    mostEvaluations: null,
  },
};

/** Everything that determines a search for a space-and-time mask, except model, clip, target and area. */
export interface SpatiotemporalSettings extends TemporalWeights, StopSettings, RateSettings {
  /** Weight of the variation across a frame. */
  readonly lambda3: number;
  /** Value of every cell of the start mask. */
  readonly start: number;
  /** Weight of the area constraint at the first step, and the factor by which it grows per step. */
  readonly areaWeight: { readonly first: number; readonly growth: number };
}

/**
 * Settings of the two forms of a space-and-time search: area weighed against the score (`weighed`), or given
 * (`toArea`).
 */
export interface SpatiotemporalForms {
  readonly weighed: SpatiotemporalSettings;
  readonly toArea: SpatiotemporalSettings;
}

/**
 * Returns the settings without a given area. A grid twice as fine has twice as many pairs along an edge of the mask
 * and four times as many cells, so lambda3 grows with the grid.
 */
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

/**
 * Returns the settings for a given area. While the area's weight grows, losses of different steps cannot be compared,
 * so all steps are taken and the last mask counts.
 */
const toArea = (across: GridSize): SpatiotemporalSettings => ({
  ...weighed(across),
  lambda2: 0.1,
  lambda3: (0.2 * across) / 7,
  patience: null,
  keep: "last",
});

/**
 * Settings of a space-and-time search by grid size, chosen on bundled clips with both bundled models. A start of one
 * half everywhere is neutral, and reached lower losses in the same number of steps than the temporal search's central
 * block.
 */
export const SPATIOTEMPORAL: Readonly<Record<GridSize, SpatiotemporalForms>> = {
  7: { weighed: weighed(7), toArea: toArea(7) },
  14: { weighed: weighed(14), toArea: toArea(14) },
};
