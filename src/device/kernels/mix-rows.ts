/**
 * LabMixRows: weighted sums of rows, [R, S] x [S, n] -> [R, n]. The freeze and reverse perturbations, and
 * everything linear in the frames under them, are such sums.
 *
 * On CPU and WASM rows with weight 0 are skipped, and under a mask most weights are 0 or nearly so;
 * on WebGPU it is a matrix product.
 */
import * as tf from "@tensorflow/tfjs";
import { mixFrames } from "../../math/mix.ts";
import { registerHostKernel, runLabKernel } from "../host-kernel.ts";
import { registerWebGpuComposition } from "../webgpu-kernel.ts";

const NAME = "LabMixRows";

/** Registers the kernel on every backend. */
export function registerMixRows(): void {
  registerHostKernel<unknown>({
    name: NAME,
    outputs: ([weights, rows]) => [{ shape: [weights![0]!, rows![1]!], dtype: "float32" }],
    run: ([weights, rows], [mixed]) => {
      mixFrames(
        rows!.values as Float32Array,
        weights!.values,
        rows!.shape[0]!,
        mixed!.values as Float32Array,
      );
    },
  });
  registerWebGpuComposition<unknown>(NAME, ([weights, rows]) =>
    tf.matMul(weights as tf.Tensor2D, rows as tf.Tensor2D),
  );
}

/** Runs the kernel. Not differentiable by itself. */
export function runMixRows(weights: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  return runLabKernel(NAME, [weights, rows])[0] as tf.Tensor2D;
}
