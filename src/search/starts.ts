/** Start masks of a temporal search. */
import type * as tf from "@tensorflow/tfjs";
import { blockParameters, centralMargin, centralParameters } from "../math/central-init.ts";
import { bestWindow } from "../math/best-window.ts";
import { windowMask, windowsOf, type WindowScores } from "../math/windows.ts";
import { scoresOf, type MaskScorer } from "./descent.ts";
import type { SearchSettings } from "../math/search-settings.ts";

/** Inputs for finding the starts. */
export interface StartOptions {
  /** Scores of all windows, if known. Default: computed if the settings need them. */
  readonly windows?: WindowScores | undefined;
  /** See `scoresOf`. */
  readonly pause?: (() => Promise<void>) | undefined;
}

/** Returns the mask parameters [T] of each start. Finds the central block by scoring all candidates at once. */
export async function startParameters(
  scorer: MaskScorer,
  T: number,
  { centralBlock, centralOperator, starts, ...weights }: SearchSettings,
  { windows, pause }: StartOptions = {},
): Promise<Float64Array[]> {
  const tried = centralOperator === "freeze" ? freezing(scorer) : scorer;
  const margin = await centralMargin(T, centralBlock, (masks) => scoresOf(tried, masks, pause));
  const central = centralParameters(T, margin);
  if (starts === "central") return [central];
  const half = Math.ceil(T / 2);
  const halves = [blockParameters(T, 0, half), blockParameters(T, T - half, T), blockParameters(T, 0, T)];
  const { window } = bestWindow(windows ?? (await windowScoresOf(scorer, T, pause)), weights);
  return [central, ...halves, ...(window === null ? [] : [blockParameters(T, window[0], window[1] + 1)])];
}

/** Scores every window. */
async function windowScoresOf(
  scorer: MaskScorer,
  T: number,
  pause: StartOptions["pause"],
): Promise<WindowScores> {
  const masks = windowsOf(T).map((window) => windowMask(T, window));
  const [original, ...scores] = await scoresOf(scorer, [new Float32Array(T), ...masks], pause);
  return { T, original: original!, scores };
}

/** Returns a scorer that always freezes, whatever the given one does. */
function freezing(scorer: MaskScorer): MaskScorer {
  const perturbed = (masks: tf.Tensor2D) => scorer.frozen?.(masks) ?? scorer.perturbed(masks);
  return { mostAtOnce: scorer.mostAtOnce, perturbed };
}
