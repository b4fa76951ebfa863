/** How much a model's answers change when its weights are rounded, on generated clips. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { generateClip } from "../../src/generate/generate-clip.ts";
import "../../src/device/kernels/register.ts";
import { preprocess } from "../../src/frames/preprocess.ts";
import { softmax } from "../../src/math/softmax.ts";
import { buildModel } from "../../src/models/build.ts";
import type { LoadedModel } from "../../src/models/load.ts";
import type { SavedType } from "../../src/models/save.ts";
import { weightSource } from "../../src/models/weights.ts";
import { generatedLabels } from "../evaluate/labels.ts";

/** The change over some clips. */
export interface ScoreChange {
  readonly clips: number;
  /** Of the probability of the exact model's answer: the largest and the mean |change|. */
  readonly most: number;
  readonly mean: number;
  /** Clips to which the rounded model gives another answer. */
  readonly otherAnswers: number;
}

/** WASM, which runs the same wherever Node does. */
export async function startBackend(): Promise<void> {
  await tf.setBackend("wasm");
  await tf.ready();
}

/** Runs both models on the same clips, one model after the other, on the backend that `startBackend` started. */
export async function measureChange(
  exact: LoadedModel,
  rounded: LoadedModel,
  clips: number,
): Promise<ScoreChange> {
  return compareAnswers(await answersOf(exact, clips), await answersOf(rounded, clips));
}

/**
 * @param exact    [clips][classes] probabilities.
 * @param rounded  the same of the other model.
 */
export function compareAnswers(
  exact: readonly ArrayLike<number>[],
  rounded: readonly ArrayLike<number>[],
): ScoreChange {
  const tops = exact.map(topOf);
  const changes = exact.map((answer, i) => Math.abs(answer[tops[i]!]! - rounded[i]![tops[i]!]!));
  return {
    clips: exact.length,
    most: Math.max(...changes),
    mean: changes.reduce((sum, change) => sum + change, 0) / changes.length,
    otherAnswers: rounded.filter((answer, i) => topOf(answer) !== tops[i]).length,
  };
}

/** One sentence, for the command line and the card. */
export function changeText({ clips, most, mean, otherAnswers }: ScoreChange, type: SavedType): string {
  return (
    `Weights are stored as ${type}: on ${clips} generated clips the probability of the answer changed by ` +
    `${shown(most)} at most and ${shown(mean)} on average, and ${otherAnswers} of ${clips} answers changed.`
  );
}

/** Two digits; below what single precision can tell, only that. */
function shown(change: number): string {
  return change < 1e-5 ? "less than 0.00001" : String(Number(change.toPrecision(2)));
}

async function answersOf({ card, weights }: LoadedModel, clips: number): Promise<Float64Array[]> {
  const { frames: T, height, width } = card.input;
  const model = buildModel(card, weightSource(weights, "the converted model"));
  const answers: Float64Array[] = [];
  for (const { class: className, seed } of generatedLabels(clips)) {
    const { frames } = generateClip({ className, seed: seed!, T, height, width });
    const { data, shape } = preprocess(frames, card.input);
    const logits = tf.tidy(() => model.logits(tf.tensor5d(data, [1, ...shape])));
    answers.push(softmax(await logits.data()));
    logits.dispose();
  }
  model.dispose();
  return answers;
}

function topOf(answer: ArrayLike<number>): number {
  return Array.from(answer).reduce((top, value, i) => (value > answer[top]! ? i : top), 0);
}
