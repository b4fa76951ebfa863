/**
 * LabMaskDescent: a mask's loss, its gradient and the Adam step, for B searches at once. It lets a search on a graphics
 * card run without ever waiting for the host. `math/mask-descent.ts` describes the rows that host kernels and WGSL share.
 */
import type * as tf from "@tensorflow/tfjs";
import { adamRates } from "../../math/adam.ts";
import { descend, maskLengthOfRow, type DescentSettings } from "../../math/mask-descent.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { freeInside, runLabKernel } from "../lab-kernel.ts";
import { runAreaReference } from "./area-reference.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

const NAME = "LabMaskDescent";

interface Attributes {
  readonly step: number;
  readonly settings: DescentSettings;
}

/** One thread per number of the next row. Values that several threads need are recomputed by each: they are cheap. */
const descentProgram = (toArea: boolean): WgslProgram => ({
  key: `mask_descent${toArea ? " toArea" : ""}`,
  inputs: ["row", "score", "gradient", ...(toArea ? ["reference"] : [])],
  uniforms:
    "N : i32, h : i32, w : i32, visitedInside : i32, first : f32, lambda2 : f32, lambda3 : f32, beta : f32, " +
    "rate : f32, beta1 : f32, beta2 : f32, epsilon : f32, meanScale : f32, squareScale : f32",
  body: () => /* wgsl */ `
    let N = uniforms.N;
    let cells = uniforms.h * uniforms.w;
    let length = 6 * N + 3;
    let search = index / length;
    let at = index % length;
    let base = search * length;
    if (at == 4 * N) {
      var sum = 0.0;
      for (var i = 0; i < N; i++) { sum = sum + firstTerm(search, row[base + i], i); }
      result[index] = uniforms.first * sum;
      return;
    }
    if (at == 4 * N + 1) {
      var sum = 0.0;
      for (var i = 0; i + cells < N; i++) {
        sum = sum + pairWeight(i / cells) * power(row[base + i + cells] - row[base + i], uniforms.beta);
      }
      sum = uniforms.lambda2 * sum;
      if (cells > 1) {
        var inFrames = 0.0;
        for (var i = 0; i < N; i++) {
          if (i % uniforms.w + 1 < uniforms.w) {
            inFrames = inFrames + power(row[base + i + 1] - row[base + i], uniforms.beta);
          }
          if (i / uniforms.w % uniforms.h + 1 < uniforms.h) {
            inFrames = inFrames + power(row[base + i + uniforms.w] - row[base + i], uniforms.beta);
          }
        }
        sum = sum + uniforms.lambda3 * inFrames;
      }
      result[index] = sum;
      return;
    }
    if (at == 4 * N + 2) { result[index] = score[search]; return; }
    let part = select(at / N, (at - 3) / N, at > 4 * N);
    let i = select(at % N, (at - 3) % N, at > 4 * N);
    let mask = row[base + i];
    if (part == 4) { result[index] = mask; return; }
    let t = i / cells;
    var slope = 0.0;
    if (t > 0) { slope = slope + pairWeight(t - 1) * pairSlope(base + i - cells, cells); }
    if (i + cells < N) { slope = slope - pairWeight(t) * pairSlope(base + i, cells); }
    slope = uniforms.lambda2 * slope;
    if (cells > 1) {
      let x = i % uniforms.w;
      let y = i / uniforms.w % uniforms.h;
      var inFrame = 0.0;
      if (x > 0) { inFrame = inFrame + pairSlope(base + i - 1, 1); }
      if (x + 1 < uniforms.w) { inFrame = inFrame - pairSlope(base + i, 1); }
      if (y > 0) { inFrame = inFrame + pairSlope(base + i - uniforms.w, uniforms.w); }
      if (y + 1 < uniforms.h) { inFrame = inFrame - pairSlope(base + i, uniforms.w); }
      slope = slope + uniforms.lambda3 * inFrame;
    }
    let ofMask = uniforms.first * firstSlope(search, mask, i) + slope + gradient[search * N + i];
    let g = ofMask * mask * (1.0 - mask);
    if (part == 5) { result[index] = g; return; }
    let mean = uniforms.beta1 * row[base + 2 * N + i] + (1.0 - uniforms.beta1) * g;
    let square = uniforms.beta2 * row[base + 3 * N + i] + (1.0 - uniforms.beta2) * g * g;
    let root = sqrt(square * uniforms.squareScale) + uniforms.epsilon;
    let parameter = row[base + N + i] - uniforms.rate * mean * uniforms.meanScale / root;
    switch (part) {
      case 0: { result[index] = 1.0 / (1.0 + exp(-parameter)); }
      case 1: { result[index] = parameter; }
      case 2: { result[index] = mean; }
      default: { result[index] = square; }
    }
  }
  // A mask value's contribution to the unweighted first term; firstSlope is its derivative.
  fn firstTerm(search : i32, mask : f32, i : i32) -> f32 {
    ${
      toArea
        ? `let ones = reference[search * uniforms.N + i];
    return ones * (1.0 - mask) * (1.0 - mask) + (1.0 - ones) * mask * mask;`
        : "return mask;"
    }
  }
  fn firstSlope(search : i32, mask : f32, i : i32) -> f32 {
    ${toArea ? "return 2.0 * (mask - reference[search * uniforms.N + i]);" : "return 1.0;"}
  }
  // How many times the pair of frames t and t + 1 counts.
  fn pairWeight(t : i32) -> f32 {
    if (uniforms.visitedInside == 0) { return 1.0; }
    let T = uniforms.N / (uniforms.h * uniforms.w);
    return select(0.0, 1.0, t >= 1) + select(0.0, 1.0, t + 1 <= T - 2);
  }
  // Derivative of the total variation with respect to the second value of a pair.
  fn pairSlope(at : i32, stride : i32) -> f32 {
    let difference = row[at + stride] - row[at];
    return uniforms.beta * power(difference, uniforms.beta - 1.0) * sign(difference);
  }
  // |x|^exponent, and 0 for x = 0, where pow may be undefined.
  fn power(x : f32, exponent : f32) -> f32 {
    return select(pow(abs(x), exponent), 0.0, x == 0.0);`,
});

/** Registers the kernel on every backend. */
export function registerMaskDescent(): void {
  registerHostKernel<Attributes>({
    name: NAME,
    outputs: ([rows]) => [{ shape: rows!, dtype: "float32" }],
    run: ([rows, scores, gradients], [next], { step, settings }) => {
      const [B, length] = rows!.shape as [number, number];
      const N = maskLengthOfRow(length);
      for (let b = 0; b < B; b++) {
        const rowOf = ({ values }: { values: Float32Array | Int32Array }) =>
          values.subarray(b * length, (b + 1) * length) as Float32Array;
        const gradient = gradients!.values.subarray(b * N, (b + 1) * N);
        descend(rowOf(rows!), scores!.values[b]!, gradient, step, settings, rowOf(next!));
      }
    },
  });

  registerWebGpuKernel<Attributes>(NAME, (inputs, { step, settings }) => {
    const [rows] = inputs;
    const { shape } = rows!;
    const { lambda1, lambda2, lambda3 = 0, beta, pairs, area, grid = { h: 1, w: 1 } } = settings;
    const { h, w } = grid;
    const N = maskLengthOfRow(shape[1]!);
    const rates = adamRates(step, settings);
    const reference = area ? runAreaReference(rows!, area.share) : null;
    const next = runWgsl(
      descentProgram(area !== undefined),
      reference ? [...inputs, reference] : inputs,
      { shape, dtype: "float32" },
      [
        N,
        h,
        w,
        pairs === "released-code" ? 1 : 0,
        area ? area.weight / N : lambda1 / (h * w),
        lambda2 / (h * w),
        lambda3 / (h * w),
        beta,
        rates.learningRate,
        rates.beta1,
        rates.beta2,
        rates.epsilon,
        rates.meanScale,
        rates.squareScale,
      ],
    );
    if (reference) freeInside(reference);
    return next;
  });
}

/**
 * Takes one step of each search.
 *
 * @param rows       [B, 6 N + 3].
 * @param scores     [B]: the class score of each row's mask.
 * @param gradients  [B, N]: the gradients of the scores with respect to the masks.
 * @param step       Number of the step, 1-based; the same for all searches.
 * @returns          [B, 6 N + 3].
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
