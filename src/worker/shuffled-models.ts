/** The model of a measurement with its weights shuffled, ready to be searched. */
import * as tf from "@tensorflow/tfjs";
import type { Predicted } from "../faithfulness/faithfulness.ts";
import { softmax } from "../math/softmax.ts";
import { windowMask, windowsOf } from "../math/windows.ts";
import { finite } from "../measure/hard-scores.ts";
import type { OpenShuffled, ShuffledModel } from "../measure/subject.ts";
import { buildModel } from "../models/build.ts";
import { renormalised } from "../models/i3d/renormalise.ts";
import type { LoadedModel } from "../models/load.ts";
import type { VideoModel } from "../models/model.ts";
import { cascadeOf, isIn, layersFromLogits, shuffledWeights, type Layer } from "../models/randomise.ts";
import { weightSource, type NamedWeight } from "../models/weights.ts";
import { freezeFrames } from "../perturb/freeze.ts";

/** The clip that shuffled models explain. */
export interface ToShuffle {
  /** [1, T, H, W, 3], preprocessed; stays the caller's. */
  readonly frames: tf.Tensor5D;
  /** Largest number of clips that fit on the device at once. */
  readonly mostAtOnce: number;
  readonly seed: number;
  /** Returns a scorer of one class, which owns the model. */
  readonly open: (model: VideoModel, target: number) => Omit<OpenShuffled, "className">;
}

/** Returns the stages of the cascade, or the reason why there are none. */
export function shuffledModels(
  { card, weights }: LoadedModel,
  { frames, mostAtOnce, seed, open }: ToShuffle,
): ShuffledModel[] | { reason: string } {
  const { architecture } = card;
  const layers = layersFromLogits(architecture);
  if (layers === null) {
    return {
      reason:
        "This model brings its own graph of operations, so the lab does not know which weights form a layer. They are not shuffled.",
    };
  }
  const weightsOf = async (some: readonly Layer[]): Promise<ReadonlyMap<string, NamedWeight>> => {
    const shuffled = shuffledWeights(weights, some, seed);
    if (architecture.kind !== "i3d") return shuffled;
    const clips = perturbedClips(frames, mostAtOnce);
    try {
      return await renormalised(card, architecture, shuffled, (name) => isIn(some, name), clips);
    } finally {
      clips.dispose();
    }
  };
  return cascadeOf(layers).map(({ downTo, layers: some }) => ({
    downTo,
    open: async () => {
      const model = buildModel(card, weightSource(await weightsOf(some), "model.json"));
      try {
        const { index, name } = await answerOf(model, frames);
        return { ...open(model, index), className: name };
      } catch (error) {
        model.dispose();
        throw error;
      }
    },
  }));
}

/**
 * Returns the class that a model answers.
 *
 * @throws {LabError} "value" if its score is not a finite number.
 */
export async function answerOf(
  model: VideoModel,
  frames: tf.Tensor5D,
): Promise<Omit<Predicted, "isTarget"> & { readonly index: number }> {
  const logits = model.logits(frames);
  try {
    const probabilities = Array.from(softmax(await logits.data()));
    const score = finite(Math.max(...probabilities), "answerOf");
    const index = probabilities.indexOf(score);
    return { index, name: model.card.classes[index]!, score };
  } finally {
    logits.dispose();
  }
}

/**
 * Returns the clip as filmed, wholly frozen, and frozen in windows of half its length, as one batch [B, T, H, W, 3] of at
 * most `most` clips, and of two at least: without gradients, two need less memory than a search needs for one.
 */
function perturbedClips(frames: tf.Tensor5D, most: number): tf.Tensor5D {
  const T = frames.shape[1];
  const windows = windowsOf(T).filter(([first, last]) => last - first + 1 === Math.ceil(T / 2));
  const masks = [[], [0, T - 1] as const, ...windows]
    .slice(0, Math.max(most, 2))
    .map(([first, last]) => windowMask(T, [first ?? T, last ?? 0]));
  return tf.tidy(() => tf.concat(masks.map((mask) => freezeFrames(frames, tf.tensor1d(mask)))));
}
