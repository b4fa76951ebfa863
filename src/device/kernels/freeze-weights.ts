/**
 * LabFreezeWeights: the matrix W(m) of the freeze perturbation y = W x, and its gradient back to the mask.
 * [T] -> [T, T]; see `math/freeze.ts`, which the host kernels run and the WGSL follows.
 */
import type * as tf from "@tensorflow/tfjs";
import { freezeMaskGradient, freezeMatrix } from "../../math/freeze.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

const FORWARD = "LabFreezeWeights";
const GRADIENT = "LabFreezeWeightsGradient";

/** One thread an entry (t, s): W[t, s] = (1 - m[s]) m[s+1] ... m[t], with m[0] taken as 0. */
const MATRIX: WgslProgram = {
  key: "freeze_weights",
  inputs: ["mask"],
  uniforms: "T : i32",
  body: /* wgsl */ `
    let t = index / uniforms.T;
    let s = index % uniforms.T;
    var weight = 0.0;
    if (s <= t) {
      weight = 1.0;
      if (s > 0) { weight = 1.0 - mask[s]; }
      for (var u = s + 1; u <= t; u++) { weight = weight * mask[u]; }
    }
    result[index] = weight;`,
};

/**
 * One thread a frame r: dm[r] = sum over t >= r, s of dW[t, s] dW[t, s]/dm[r]. For s < r that derivative is
 * W[r-1, s] m[r+1] ... m[t]; for s = r it is -m[r+1] ... m[t]; otherwise 0.
 */
const MASK_GRADIENT: WgslProgram = {
  key: "freeze_weights_gradient",
  inputs: ["weights", "mask", "gradW"],
  uniforms: "T : i32",
  body: /* wgsl */ `
    let r = index;
    var sum = 0.0;
    if (r > 0) {
      var held = 1.0;
      for (var t = r; t < uniforms.T; t++) {
        if (t > r) { held = held * mask[t]; }
        var row = -gradW[t * uniforms.T + r];
        for (var s = 0; s < r; s++) {
          row = row + gradW[t * uniforms.T + s] * weights[(r - 1) * uniforms.T + s];
        }
        sum = sum + held * row;
      }
    }
    result[index] = sum;`,
};

/** Registers both kernels on every backend. */
export function registerFreezeWeights(): void {
  registerHostKernel<unknown>({
    name: FORWARD,
    outputs: ([mask]) => [{ shape: [mask![0]!, mask![0]!], dtype: "float32" }],
    run: ([mask], [weights]) => weights!.values.set(freezeMatrix(mask!.values)),
  });
  registerHostKernel<unknown>({
    name: GRADIENT,
    outputs: ([, mask]) => [{ shape: mask!, dtype: "float32" }],
    run: ([weights, mask, gradWeights], [gradMask]) => {
      // W is the freeze of the identity's rows, so its gradient is freeze's own.
      const T = mask!.values.length;
      const identity = new Float32Array(weights!.values.length);
      for (let t = 0; t < T; t++) identity[t * T + t] = 1;
      gradMask!.values.set(freezeMaskGradient(identity, mask!.values, gradWeights!.values as Float32Array));
    },
  });

  registerWebGpuKernel<unknown>(FORWARD, ([mask]) => {
    const T = mask!.shape[0]!;
    return runWgsl(MATRIX, [mask!], { shape: [T, T], dtype: "float32" }, [T]);
  });
  registerWebGpuKernel<unknown>(GRADIENT, (inputs) => {
    const T = inputs[1]!.shape[0]!;
    return runWgsl(MASK_GRADIENT, inputs, { shape: [T], dtype: "float32" }, [T]);
  });
}

/** W(m), [T, T]. Not differentiable by itself. */
export function runFreezeWeights(mask: tf.Tensor1D): tf.Tensor2D {
  return runLabKernel(FORWARD, [mask])[0] as tf.Tensor2D;
}

/** Gradient with respect to the mask, [T]; entry 0 is 0. */
export function runFreezeWeightsGradient(
  weights: tf.Tensor2D,
  mask: tf.Tensor1D,
  gradWeights: tf.Tensor2D,
): tf.Tensor1D {
  return runLabKernel(GRADIENT, [weights, mask, gradWeights])[0] as tf.Tensor1D;
}
