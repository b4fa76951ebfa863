/**
 * Finding a temporal mask: Adam on mask parameters, from a central block (arXiv 2002.00367).
 * An async generator of steps: whoever drives it decides how fast, shows them, and stops by not asking for more.
 */
import { Adam } from "../math/adam.ts";
import { centralMargin, centralParameters } from "../math/central-init.ts";
import { LabError } from "../base/errors.ts";
import { lossOf, maskOf, parameterGradient, type Loss, type ScoreAndGradient } from "../math/mask-loss.ts";
import { SETTLED_GAIN, type SearchSettings } from "./settings.ts";

/** What a search needs to know about a clip. `ClipScore` is one. */
export interface MaskScorer {
  /** Class score of the clip frozen with the mask [T]. */
  freeze(mask: ArrayLike<number>): Promise<number>;
  /** The same with its gradient with respect to the mask, [T]. */
  freezeWithGradient(mask: ArrayLike<number>): Promise<ScoreAndGradient>;
}

/** One evaluation of the loss, before the update that follows it. */
export interface SearchStep extends Loss {
  /** 1-based. */
  readonly step: number;
  /** [T], the mask this loss belongs to. */
  readonly mask: Float64Array;
  /** [T] gradient of the loss with respect to the mask parameters. */
  readonly gradient: Float64Array;
}

/** How a search ended. */
export interface SearchEnd {
  /** [T] in [0, 1]; 1 = perturbed. */
  readonly mask: Float64Array;
  /** Steps taken. */
  readonly steps: number;
  readonly stopped: "settled" | "all-steps";
}

/**
 * Searches for the mask that lowers the class score with few frames in few pieces.
 *
 * @param T  frames of the clip, at least 2: a single frame has nothing to freeze.
 * @throws {LabError} "shape" for T < 2; "value" where the class score is not a finite number.
 */
export async function* searchTemporalMask(
  scorer: MaskScorer,
  T: number,
  settings: SearchSettings,
): AsyncGenerator<SearchStep, SearchEnd, void> {
  if (T < 2) {
    throw new LabError("shape", `searchTemporalMask: the clip has ${T} frame; freezing needs at least 2.`);
  }
  const margin = await centralMargin(T, settings.centralBlock, (mask) => scorer.freeze(mask));
  const parameters = centralParameters(T, margin);
  const adam = new Adam(T, { learningRate: settings.learningRate });
  let lowest: { loss: number; mask: Float64Array } = { loss: Infinity, mask: maskOf(parameters) };
  // The loss that later ones must fall below by SETTLED_GAIN, and when it was reached.
  let mark = { loss: Infinity, step: 0 };

  for (let step = 1; step <= settings.steps; step++) {
    const mask = maskOf(parameters);
    const { score, gradient: scoreGradient } = await scorer.freezeWithGradient(mask);
    if (!Number.isFinite(score)) {
      throw new LabError(
        "value",
        `searchTemporalMask: the class score is ${score} at step ${step}. The model's weights may hold NaN; load it again.`,
      );
    }
    const loss = lossOf(mask, score, settings);
    const gradient = parameterGradient(mask, scoreGradient, settings);
    yield { step, mask, gradient, ...loss };

    if (loss.loss < lowest.loss) lowest = { loss: loss.loss, mask };
    if (loss.loss < mark.loss - SETTLED_GAIN) mark = { loss: loss.loss, step };
    if (settings.patience !== null && step - mark.step >= settings.patience) {
      return { mask: lowest.mask, steps: step, stopped: "settled" };
    }
    adam.update(parameters, gradient);
  }
  const mask = settings.keep === "lowest-loss" ? lowest.mask : maskOf(parameters);
  return { mask, steps: settings.steps, stopped: "all-steps" };
}
