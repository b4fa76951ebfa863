/** Measures how much a model's scores change when its weights are rounded, on generated clips. */
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
  /** Largest and mean |change| in the probability of the exact model's predicted class. */
  readonly most: number;
  readonly mean: number;
  /** Number of clips for which the rounded model predicts another class. */
  readonly otherAnswers: number;
}

/** Starts WASM, which computes the same wherever Node runs. */
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
 * Compares the predictions of two models.
 *
 * @param exact    [clips][classes] probabilities of the exact model.
 * @param rounded  [clips][classes] probabilities of the rounded model.
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

/** Returns the change as one sentence, for the command line and the card. */
export function changeText({ clips, most, mean, otherAnswers }: ScoreChange, type: SavedType): string {
  return (
    `Weights are saved as ${type}: on ${clips} generated clips the probability of the predicted class changed by ` +
    `${shown(most)} at most and ${shown(mean)} on average, and ${otherAnswers} of ${clips} predictions changed.`
  );
}

/** Returns a change with two digits, or only a bound if it is below the precision of float32. */
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
