/** What a model of TF.js takes and gives; found out by running it once, since no file says it reliably. */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../../base/errors.ts";
import { replaceStockKernels } from "../../device/stock-kernels.ts";
import { LOOK } from "../model.ts";
import { modelError } from "./model-errors.ts";
import type { TfjsRunner } from "./runner.ts";
import { isAny, runnerOf, type TfjsTopology } from "./tfjs.ts";

/** The model, seen from outside. */
export interface TfjsDescription {
  /** Null where any length will do. */
  readonly frames: number | null;
  readonly height: number | null;
  readonly width: number | null;
  readonly classes: number;
  /** Probabilities where the answer to the one clip was some; else taken for what goes into a softmax. */
  readonly output: "probabilities" | "logits";
}

/** Given where any length will do. */
const USUAL = { frames: 16, side: 112 } as const;
/** Sums of float32 probabilities are 1 to within this. */
const SUM_TOLERANCE = 1e-3;

/**
 * Runs the model on one grey clip, on the current backend.
 *
 * @param name  begins the messages.
 * @throws {LabError} "weights" where it takes something else than clips [1, T, H, W, 3], or gives no number a class.
 */
export async function describeTfjs(name: string, topology: TfjsTopology): Promise<TfjsDescription> {
  replaceStockKernels();
  const runner = runnerOf(name, topology);
  try {
    const size = clipSize(name, runner);
    const answer = await answerOf(name, runner, size);
    const sum = answer.reduce((total, value) => total + value, 0);
    const shares = answer.every((value) => value >= 0 && value <= 1) && Math.abs(sum - 1) < SUM_TOLERANCE;
    return { ...size, classes: answer.length, output: shares ? "probabilities" : "logits" };
  } finally {
    runner.dispose();
  }
}

type ClipSize = Pick<TfjsDescription, "frames" | "height" | "width">;

function clipSize(name: string, { inputs }: TfjsRunner): ClipSize {
  const [shape, ...more] = inputs;
  const isClip = more.length === 0 && shape?.length === 5 && (isAny(shape[4]!) || shape[4] === 3);
  if (!isClip || !(isAny(shape[0]!) || shape[0] === 1)) {
    const takes = inputs.map((of) => `[${of.map((n) => (isAny(n) ? "any" : n)).join(", ")}]`).join(" and ");
    throw new LabError(
      "weights",
      `${name}: it takes ${takes || "nothing"}; the lab gives one clip at a time, [1, frames, height, width, 3 colours]. ` +
        "A classifier of video with such an input would fit.",
    );
  }
  const [frames, height, width] = shape.slice(1, 4).map((n) => (isAny(n) ? null : n));
  return { frames: frames!, height: height!, width: width! };
}

async function answerOf(name: string, runner: TfjsRunner, size: ClipSize): Promise<Float32Array> {
  const { frames, height, width } = size;
  const shape = [1, frames ?? USUAL.frames, height ?? USUAL.side, width ?? USUAL.side, 3];
  let answer: tf.Tensor | undefined;
  try {
    [answer] = tf.tidy(() => {
      const outputs = runner.run(tf.fill(shape, 0.5), LOOK);
      return (Array.isArray(outputs) ? outputs : [outputs]).filter(isAnswer).slice(0, 1);
    });
    if (answer === undefined) {
      throw new LabError(
        "weights",
        `${name}: none of its outputs is one number a class, [1, classes]. Export it with its classification layer.`,
      );
    }
    return await answer.data<"float32">();
  } catch (error) {
    throw modelError(error, name, "run", runner.nodesOf);
  } finally {
    answer?.dispose();
  }
}

function isAnswer({ shape, size }: tf.Tensor): boolean {
  return shape.length >= 2 && shape[0] === 1 && shape.at(-1) === size && size >= 2;
}
