/**
 * A toy small enough to search while a slider moves: a clip of one number per frame, and a model that detects motion.
 * The search is made of the lab's own parts: freeze, loss, Adam and start block of `src/math`.
 */
import { adamStep } from "../../math/adam.ts";
import { centralParameters } from "../../math/central-init.ts";
import { freezeFrames, freezeMaskGradient } from "../../math/freeze.ts";
import {
  lossOf,
  maskOf,
  parameterGradient,
  type Loss,
  type LossWeights,
  type ScoreAndGradient,
} from "../../math/mask-loss.ts";

/** Number of frames of the toy clip, as many as the bundled models take. */
export const TOY_T = 16;
/** First and last frame (0-based) in which the toy's object moves. */
export const TOY_EVENT = [5, 10] as const;
/** Steps of the toy's search. */
export const TOY_STEPS = 300;

const LEARNING_RATE = 0.2;
/** Frames left out at either end of the start block. */
const MARGIN = 6;
/** Frames of steady motion at which the toy model's score is 0.5, and the steepness of its sigmoid there. */
const NEEDED = 2.4;
const SHARPNESS = 2.5;

/** [T, 1]: position of the object, one unit further in each frame of the event. */
const PLACES = Float32Array.from({ length: TOY_T }, (_, t) =>
  Math.max(0, Math.min(t, TOY_EVENT[1]) - TOY_EVENT[0] + 1),
);

/**
 * Returns the toy class score of the clip frozen with a mask: the sigmoid of its motion, in which a jump counts hardly
 * more than a single step.
 *
 * @param mask  [T] in [0, 1].
 * @returns     score in [0, 1], and its gradient by the mask, [T].
 */
export function toyScore(mask: ArrayLike<number>): ScoreAndGradient {
  const frozen = freezeFrames(PLACES, mask);
  let motion = 0;
  const slope = new Float32Array(TOY_T);
  for (let t = 1; t < TOY_T; t++) {
    const moved = Math.tanh(frozen[t]! - frozen[t - 1]!);
    motion += moved;
    slope[t]! += 1 - moved * moved;
    slope[t - 1]! -= 1 - moved * moved;
  }
  const score = 1 / (1 + Math.exp(-SHARPNESS * (motion - NEEDED)));
  const outer = SHARPNESS * score * (1 - score);
  const gradient = freezeMaskGradient(
    PLACES,
    mask,
    slope.map((value) => value * outer),
  );
  return { score, gradient };
}

/** One step of the toy's search. */
export interface ToyStep extends Loss {
  /** [T] in [0, 1]; 1 = perturbed. */
  readonly mask: Float64Array;
}

/** Runs a search with these weights and returns its `TOY_STEPS` steps; takes a few milliseconds. */
export function searchToy(weights: LossWeights): readonly ToyStep[] {
  const parameters = centralParameters(TOY_T, MARGIN);
  const state = { parameters, mean: new Float64Array(TOY_T), square: new Float64Array(TOY_T) };
  return Array.from({ length: TOY_STEPS }, (_, i) => {
    const mask = maskOf(parameters);
    const { score, gradient } = toyScore(mask);
    adamStep(state, parameterGradient(mask, gradient, weights), i + 1, { learningRate: LEARNING_RATE });
    return { mask, ...lossOf(mask, score, weights) };
  });
}
