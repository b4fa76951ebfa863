/**
 * LabMaskDescent: the loss of a mask, its gradient and Adam's step, for each of B searches at once. On a graphics card
 * the search then never waits for the host. See `math/mask-descent.ts` for the rows, which host kernels and WGSL share.
 */
import type * as tf from "@tensorflow/tfjs";
import { adamRates } from "../../math/adam.ts";
import { descend, framesOfRow, type DescentSettings } from "../../math/mask-descent.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

const NAME = "LabMaskDescent";

interface Attributes {
  readonly step: number;
  readonly settings: DescentSettings;
}

/** One thread a number of the next row; what several threads need they compute each: it is a handful of operations. */
const DESCENT: WgslProgram = {
  key: "mask_descent",
  inputs: ["row", "score", "gradient"],
  uniforms:
    "T : i32, visitedInside : i32, lambda1 : f32, lambda2 : f32, beta : f32, rate : f32, beta1 : f32, beta2 : f32, " +
    "epsilon : f32, meanScale : f32, squareScale : f32",
  body: () => /* wgsl */ `
    let T = uniforms.T;
    let length = 6 * T + 3;
    let search = index / length;
    let at = index % length;
    let base = search * length;
    if (at == 4 * T) {
      var sum = 0.0;
      for (var t = 0; t < T; t++) { sum = sum + row[base + t]; }
      result[index] = uniforms.lambda1 * sum;
      return;
    }
    if (at == 4 * T + 1) {
      var sum = 0.0;
      for (var t = 0; t + 1 < T; t++) {
        sum = sum + pairWeight(t) * power(row[base + t + 1] - row[base + t], uniforms.beta);
      }
      result[index] = uniforms.lambda2 * sum;
      return;
    }
    if (at == 4 * T + 2) { result[index] = score[search]; return; }
    let part = select(at / T, (at - 3) / T, at > 4 * T);
    let t = select(at % T, (at - 3) % T, at > 4 * T);
    let mask = row[base + t];
    if (part == 4) { result[index] = mask; return; }
    var slope = 0.0;
    if (t > 0) { slope = slope + pairSlope(base, t - 1); }
    if (t + 1 < T) { slope = slope - pairSlope(base, t); }
    let g = (uniforms.lambda1 + uniforms.lambda2 * slope + gradient[search * T + t]) * mask * (1.0 - mask);
    if (part == 5) { result[index] = g; return; }
    let mean = uniforms.beta1 * row[base + 2 * T + t] + (1.0 - uniforms.beta1) * g;
    let square = uniforms.beta2 * row[base + 3 * T + t] + (1.0 - uniforms.beta2) * g * g;
    let root = sqrt(square * uniforms.squareScale) + uniforms.epsilon;
    let parameter = row[base + T + t] - uniforms.rate * mean * uniforms.meanScale / root;
    switch (part) {
      case 0: { result[index] = 1.0 / (1.0 + exp(-parameter)); }
      case 1: { result[index] = parameter; }
      case 2: { result[index] = mean; }
      default: { result[index] = square; }
    }
  }
  // The pair of frames t and t + 1: how often it counts, and how TV grows with its second mask value.
  fn pairWeight(t : i32) -> f32 {
    if (uniforms.visitedInside == 0) { return 1.0; }
    return select(0.0, 1.0, t >= 1) + select(0.0, 1.0, t + 1 <= uniforms.T - 2);
  }
  fn pairSlope(base : i32, t : i32) -> f32 {
    let difference = row[base + t + 1] - row[base + t];
    return pairWeight(t) * uniforms.beta * power(difference, uniforms.beta - 1.0) * sign(difference);
  }
  // |x|^exponent; pow itself is undefined where both are 0.
  fn power(x : f32, exponent : f32) -> f32 {
    return select(pow(abs(x), exponent), 0.0, x == 0.0);`,
};

/** Registers the kernel on every backend. */
export function registerMaskDescent(): void {
  registerHostKernel<Attributes>({
    name: NAME,
    outputs: ([rows]) => [{ shape: rows!, dtype: "float32" }],
    run: ([rows, scores, gradients], [next], { step, settings }) => {
      const [B, length] = rows!.shape as [number, number];
      const T = framesOfRow(length);
      for (let b = 0; b < B; b++) {
        const rowOf = ({ values }: { values: Float32Array | Int32Array }) =>
          values.subarray(b * length, (b + 1) * length) as Float32Array;
        const gradient = gradients!.values.subarray(b * T, (b + 1) * T);
        descend(rowOf(rows!), scores!.values[b]!, gradient, step, settings, rowOf(next!));
      }
    },
  });

  registerWebGpuKernel<Attributes>(NAME, (inputs, { step, settings }) => {
    const { shape } = inputs[0]!;
    const { lambda1, lambda2, beta, pairs } = settings;
    const rates = adamRates(step, settings);
    return runWgsl(DESCENT, inputs, { shape, dtype: "float32" }, [
      framesOfRow(shape[1]!),
      pairs === "released-code" ? 1 : 0,
      lambda1,
      lambda2,
      beta,
      rates.learningRate,
      rates.beta1,
      rates.beta2,
      rates.epsilon,
      rates.meanScale,
      rates.squareScale,
    ]);
  });
}

/**
 * Takes one step of each search.
 *
 * @param rows       [B, 6 T + 3].
 * @param scores     [B], class score of each row's mask.
 * @param gradients  [B, T], of the scores with respect to the masks.
 * @param step       1-based, the same for all.
 * @returns          [B, 6 T + 3].
 */
export function runMaskDescent(
  rows: tf.Tensor2D,
  scores: tf.Tensor1D,
  gradients: tf.Tensor2D,
  step: number,
  settings: DescentSettings,
): tf.Tensor2D {
  return runLabKernel(NAME, [rows, scores, gradients], { step, settings })[0] as tf.Tensor2D;
}
