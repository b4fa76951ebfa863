/**
 * LabReverseWeights: the matrix W(m) of the reverse perturbation y = W x, and its gradient back to the mask.
 * [B, T] -> [B, T, T]; see `math/reverse.ts`, which the host kernels run and the WGSL follows.
 */
import type * as tf from "@tensorflow/tfjs";
import { REVERSE_THRESHOLD } from "../../math/mask-runs.ts";
import { reverseMaskGradient, reverseMatrix } from "../../math/reverse.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";
import { registerMaskMatrix } from "./mask-matrix.ts";

const FORWARD = "LabReverseWeights";
const GRADIENT = "LabReverseWeightsGradient";

/**
 * Defines `mirrorOf`: the frame with which t swaps inside its run, or t itself if it does not move. The text closes the
 * program's body first and leaves its own last brace open, which the body's wrapper closes.
 */
const MIRROR = /* wgsl */ `
  }
  fn mirrorOf(base : i32, t : i32) -> i32 {
    if (mask[base + t] <= ${REVERSE_THRESHOLD}) { return t; }
    var first = t;
    var last = t;
    while (first > 0) {
      if (mask[base + first - 1] <= ${REVERSE_THRESHOLD}) { break; }
      first--;
    }
    while (last + 1 < uniforms.T) {
      if (mask[base + last + 1] <= ${REVERSE_THRESHOLD}) { break; }
      last++;
    }
    return first + last - t;`;

/** One thread per entry (b, t, s). */
const MATRIX: WgslProgram = {
  key: "reverse_weights",
  inputs: ["mask"],
  uniforms: "T : i32",
  body: () => /* wgsl */ `
    let s = index % uniforms.T;
    let t = (index / uniforms.T) % uniforms.T;
    let base = (index / (uniforms.T * uniforms.T)) * uniforms.T;
    let mirror = mirrorOf(base, t);
    var weight = select(0.0, 1.0, s == t);
    if (mirror != t) {
      let m = mask[base + min(t, mirror)];
      weight = select(select(0.0, m, s == mirror), 1.0 - m, s == t);
    }
    result[index] = weight;
    ${MIRROR}`,
};

/** One thread per frame (b, a): dm[a] = dW[a, b] + dW[b, a] - dW[a, a] - dW[b, b] if a is the first of a pair a < b. */
const MASK_GRADIENT: WgslProgram = {
  key: "reverse_weights_gradient",
  inputs: ["mask", "gradW"],
  uniforms: "T : i32",
  body: () => /* wgsl */ `
    let T = uniforms.T;
    let a = index % T;
    let base = index - a;
    let b = mirrorOf(base, a);
    let first = (base + a) * T;
    let second = (base + b) * T;
    let slope = gradW[first + b] + gradW[second + a] - gradW[first + a] - gradW[second + b];
    result[index] = select(0.0, slope, a < b);
    ${MIRROR}`,
};

/** Registers both kernels on every backend. */
export function registerReverseWeights(): void {
  registerMaskMatrix(FORWARD, reverseMatrix, MATRIX);
  registerHostKernel<unknown>({
    name: GRADIENT,
    outputs: ([masks]) => [{ shape: masks!, dtype: "float32" }],
    run: ([masks, gradWeights], [gradMasks]) => {
      const [B, T] = masks!.shape as [number, number];
      for (let b = 0; b < B; b++) {
        const mask = masks!.values.subarray(b * T, (b + 1) * T);
        const gradient = gradWeights!.values.subarray(b * T * T, (b + 1) * T * T);
        gradMasks!.values.set(reverseMaskGradient(mask, gradient), b * T);
      }
    },
  });
  registerWebGpuKernel<unknown>(GRADIENT, (inputs) => {
    const [B, T] = inputs[0]!.shape as [number, number];
    return runWgsl(MASK_GRADIENT, inputs, { shape: [B, T], dtype: "float32" }, [T]);
  });
}

/** Computes W(m) of each mask, [B, T] -> [B, T, T]. Not differentiable by itself. */
export function runReverseWeights(masks: tf.Tensor2D): tf.Tensor3D {
  return runLabKernel(FORWARD, [masks])[0] as tf.Tensor3D;
}

/** Computes the gradient with respect to the masks, [B, T]; non-zero only at the first frame of each mirrored pair. */
export function runReverseWeightsGradient(masks: tf.Tensor2D, gradWeights: tf.Tensor3D): tf.Tensor2D {
  return runLabKernel(GRADIENT, [masks, gradWeights])[0] as tf.Tensor2D;
}
