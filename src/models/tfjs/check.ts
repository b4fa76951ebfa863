/**
 * Checks an imported model before it is explained: its output is as its card says, the output can be differentiated with
 * respect to the frames, and the gradient is correct. No list says which TF.js ops have correct gradients on which
 * backends, so the gradient is compared with central differences along a few directions.
 */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../../base/errors.ts";
import { mulberry32 } from "../../base/prng.ts";
import { sizeOf, type Shape5 } from "../../base/shape.ts";
import type { ModelCard } from "../card.ts";
import type { Network } from "../model.ts";
import { modelError } from "./model-errors.ts";

/**
 * Step sizes of the differences, as shares of the value range, tried until one agrees with the gradient. ReLUs and pools
 * make the output non-linear: differences of a small network with a correct gradient were off by 30 % at 1e-3 and by
 * 0.1 % at 1e-4. Small steps suffer from rounding in large networks.
 */
const STEPS = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4];
/** Largest difference allowed between the two slopes, as a share of the larger one. */
const TOLERANCE = 0.1;
/** Multiple of the gradient's norm that counts as a slope: the slope along noise may be near 0 by chance. */
const CHANCE = 2;
/** Allowance for float32 rounding in logits of about 1; small networks were measured at 1e-7. */
const ROUNDING = 1e-6;
/** Amplitude of the noise in the second clip tried, as a share of the value range. */
const QUIET = 0.1;
/** Largest difference from 1 allowed in a sum of probabilities. */
const SUM_TOLERANCE = 1e-3;

/**
 * Runs and differentiates the network on synthetic frames. Takes about ten forward passes and one backward pass.
 *
 * @param nodesOf  See `TfjsRunner`.
 * @throws {LabError} "weights", beginning with the model's name: which check failed, and at which op if that is known.
 */
export async function checkTfjs(
  card: ModelCard,
  network: Network,
  nodesOf: (op: string) => readonly string[] = () => [],
): Promise<void> {
  const { frames: T, height, width } = card.input;
  const shape: Shape5 = [1, T, height, width, 3];
  const random = mulberry32(1);
  const [low, high] = valueRange(card);
  const noise = Float32Array.from({ length: sizeOf(shape) }, () => random());
  /** Returns a grey clip with noise that spans `share` of the value range. */
  const clipOf = (share: number) => noise.map((u) => (low + high) / 2 + share * (high - low) * (u - 0.5));
  const signs = card.classes.map(() => (random() < 0.5 ? -1 : 1));
  const logitsAt = async (values: Float32Array): Promise<Float32Array> => {
    const frames = tf.tensor5d(values, [...shape]);
    const logits = network.logits(frames);
    try {
      return await logits.data<"float32">();
    } finally {
      tf.dispose([frames, logits]);
    }
  };
  try {
    checkAnswer(card, await logitsAt(new Float32Array(noise.length)), "an empty clip");
    let point = clipOf(1);
    let gradient = await gradientOf(network, point, shape, signs);
    if (isZero(gradient)) {
      // A network may be so certain on strong noise that its output saturates; try weak noise.
      point = clipOf(QUIET);
      gradient = await gradientOf(network, point, shape, signs);
      if (isZero(gradient)) throw noGradient(card);
    }
    const answer = await logitsAt(point);
    checkAnswer(card, answer, "noise");
    const largest = answer.reduce((most, logit) => Math.max(most, Math.abs(logit)), 1);
    const rounding = ROUNDING * largest * Math.sqrt(answer.length);

    const chance = Math.sqrt(dot(gradient, gradient)) * (high - low);
    const scoreAt = async (values: Float32Array) => dot(await logitsAt(values), signs);
    for (const direction of directions(shape, random, gradient)) {
      const slope = dot(gradient, direction) * (high - low);
      const measured: number[] = [];
      let right = false;
      for (const step of STEPS) {
        const moved = (by: number) => point.map((value, i) => value + by * direction[i]!);
        const reach = step * (high - low);
        const difference = ((await scoreAt(moved(reach))) - (await scoreAt(moved(-reach)))) / (2 * step);
        measured.push(difference);
        const most = Math.max(Math.abs(slope), Math.abs(difference), CHANCE * chance);
        const allowed = TOLERANCE * most + rounding / step;
        right = Math.abs(slope - difference) <= allowed;
        if (right) break;
      }
      if (!right) throw wrongGradient(card, slope, measured);
    }
  } catch (error) {
    throw modelError(error, card.name, "differentiate", nodesOf);
  }
}

/** Yields a direction that follows the gradient for half of the values, noise, and one sign per frame and channel. */
function* directions(
  [, T, H, W, C]: Shape5,
  random: () => number,
  gradient: Float32Array,
): Generator<Float32Array> {
  const sign = () => (random() < 0.5 ? -1 : 1);
  yield gradient.map((g) => (random() < 0.5 ? Math.sign(g) : sign()));
  yield gradient.map(sign);
  const flat = Float32Array.from({ length: T * C }, sign);
  yield gradient.map((_, i) => flat[Math.floor(i / (H * W * C)) * C + (i % C)]!);
}

async function gradientOf(
  network: Network,
  point: Float32Array,
  shape: Shape5,
  signs: readonly number[],
): Promise<Float32Array> {
  const gradient = tf.tidy(() => {
    const score = (frames: tf.Tensor) =>
      tf.sum(
        tf.mul(
          network.logits(frames as tf.Tensor5D),
          tf.tensor2d(Float32Array.from(signs), [1, signs.length]),
        ),
      );
    return tf.grad(score)(tf.tensor5d(point, [...shape]));
  });
  try {
    return await gradient.data<"float32">();
  } finally {
    gradient.dispose();
  }
}

function checkAnswer({ name, architecture }: ModelCard, logits: Float32Array, to: string): void {
  if (!logits.every(Number.isFinite)) {
    throw new LabError(
      "weights",
      `${name}: its output for ${to} is not a number; its weights are damaged, or its values overflow here.`,
    );
  }
  if (architecture.kind !== "tfjs") return;
  const { output } = architecture;
  const values = output === "probabilities" ? logits.map(Math.exp) : logits;
  const sum = values.reduce((total, value) => total + value, 0);
  const addsToOne = Math.abs(sum - 1) <= SUM_TOLERANCE && values.every((value) => value >= 0);
  if (output === "probabilities" && !addsToOne) {
    throw new LabError(
      "weights",
      `${name}: its outputs add up to ${sum.toPrecision(4)}, not to 1, so they are not probabilities. ` +
        'Set output: "logits" in card.json.',
    );
  }
  if (output === "logits" && addsToOne) {
    throw new LabError(
      "weights",
      `${name}: its outputs are between 0 and 1 and add up to 1, so they are probabilities, not logits. ` +
        'Set output: "probabilities" in card.json.',
    );
  }
}

function isZero(values: Float32Array): boolean {
  return values.every((value) => value === 0);
}

function noGradient({ name }: ModelCard): LabError {
  return new LabError(
    "weights",
    `${name}: the gradient of its output is zero for every pixel, so no mask can be found with it. Either one of its ops ` +
      "rounds or compares values, or its probabilities are saturated; in that case export it without its softmax.",
  );
}

function wrongGradient({ name }: ModelCard, slope: number, measured: readonly number[]): LabError {
  const differences = measured.map((value) => value.toPrecision(3)).join(" and ");
  return new LabError(
    "weights",
    `${name}: TF.js computes its gradient wrongly here: ${slope.toPrecision(3)} along a direction in which the output ` +
      `changes by ${differences}. A mask found with it would be wrong. Try another backend by adding ?backend=wasm, webgpu or ` +
      "cpu to the address; if none works, the model has an op whose gradient is zero or wrong (rounding, argmax, a custom op).",
  );
}

/** Returns the smallest and largest value of preprocessed frames. */
function valueRange({ input }: ModelCard): [low: number, high: number] {
  // Values are in standard deviations; nearly all pixels are within two.
  if (input.normalise === "clip") return [-2, 2];
  const [from, to] = input.range;
  return [(from - input.mean[0]) / input.std[0], (to - input.mean[0]) / input.std[0]];
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
