/**
 * LabFreezeWeights: the matrix W(m) of the freeze perturbation y = W x, and its gradient back to the mask.
 * [B, T] -> [B, T, T]; see `math/freeze.ts`, which the host kernels run and the WGSL follows.
 */
import type * as tf from "@tensorflow/tfjs";
import { freezeMaskGradient, freezeMatrix } from "../../math/freeze.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";
import { registerMaskMatrix } from "./mask-matrix.ts";

const FORWARD = "LabFreezeWeights";
const GRADIENT = "LabFreezeWeightsGradient";

/** One thread per entry (b, t, s): W[t, s] = (1 - m[s]) m[s+1] ... m[t], with m[0] taken as 0. */
const MATRIX: WgslProgram = {
  key: "freeze_weights",
  inputs: ["mask"],
  uniforms: "T : i32",
  body: () => /* wgsl */ `
    let s = index % uniforms.T;
    let t = (index / uniforms.T) % uniforms.T;
    let base = (index / (uniforms.T * uniforms.T)) * uniforms.T;
    var weight = 0.0;
    if (s <= t) {
      weight = 1.0;
      if (s > 0) { weight = 1.0 - mask[base + s]; }
      for (var u = s + 1; u <= t; u++) { weight = weight * mask[base + u]; }
    }
    result[index] = weight;`,
};

/**
 * One thread per frame (b, r): dm[r] = sum over t >= r, s of dW[t, s] dW[t, s]/dm[r]. For s < r that derivative is
 * W[r-1, s] m[r+1] ... m[t]; for s = r it is -m[r+1] ... m[t]; otherwise 0.
 */
const MASK_GRADIENT: WgslProgram = {
  key: "freeze_weights_gradient",
  inputs: ["weights", "mask", "gradW"],
  uniforms: "T : i32",
  body: () => /* wgsl */ `
    let r = index % uniforms.T;
    let base = index - r;
    let matrix = base * uniforms.T;
    var sum = 0.0;
    if (r > 0) {
      var held = 1.0;
      for (var t = r; t < uniforms.T; t++) {
        if (t > r) { held = held * mask[base + t]; }
        var row = -gradW[matrix + t * uniforms.T + r];
        for (var s = 0; s < r; s++) {
          row = row + gradW[matrix + t * uniforms.T + s] * weights[matrix + (r - 1) * uniforms.T + s];
        }
        sum = sum + held * row;
      }
    }
    result[index] = sum;`,
};

/** Registers both kernels on every backend. */
export function registerFreezeWeights(): void {
  registerMaskMatrix(FORWARD, freezeMatrix, MATRIX);
  registerHostKernel<unknown>({
    name: GRADIENT,
    outputs: ([, masks]) => [{ shape: masks!, dtype: "float32" }],
    run: ([, masks, gradWeights], [gradMasks]) => {
      // W is the identity matrix frozen by the mask, so its gradient is that of the freeze operator.
      const [B, T] = masks!.shape as [number, number];
      const identity = new Float32Array(T * T);
      for (let t = 0; t < T; t++) identity[t * T + t] = 1;
      for (let b = 0; b < B; b++) {
        const mask = masks!.values.subarray(b * T, (b + 1) * T);
        const gradient = gradWeights!.values.subarray(b * T * T, (b + 1) * T * T) as Float32Array;
        gradMasks!.values.set(freezeMaskGradient(identity, mask, gradient), b * T);
      }
    },
  });
  registerWebGpuKernel<unknown>(GRADIENT, (inputs) => {
    const [B, T] = inputs[1]!.shape as [number, number];
    return runWgsl(MASK_GRADIENT, inputs, { shape: [B, T], dtype: "float32" }, [T]);
  });
}

/** Computes W(m) of each mask, [B, T] -> [B, T, T]. Not differentiable by itself. */
export function runFreezeWeights(masks: tf.Tensor2D): tf.Tensor3D {
  return runLabKernel(FORWARD, [masks])[0] as tf.Tensor3D;
}

/** Computes the gradient with respect to the masks, [B, T]; column 0 is 0. */
export function runFreezeWeightsGradient(
  weights: tf.Tensor3D,
  masks: tf.Tensor2D,
  gradWeights: tf.Tensor3D,
): tf.Tensor2D {
  return runLabKernel(GRADIENT, [weights, masks, gradWeights])[0] as tf.Tensor2D;
}
