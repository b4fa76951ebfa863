/**
 * LabFrame: one frame of a sequence, [B, T, ...] -> [B, 1, ...].
 *
 * Stock Slice on WASM reads the whole sequence out of the heap for every frame it cuts.
 */
import * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../base/shape.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuComposition } from "../webgpu-kernel.ts";

const NAME = "LabFrame";

interface Attributes {
  readonly t: number;
}

/** Registers the kernel on every backend. */
export function registerFrame(): void {
  registerHostKernel<Attributes>({
    name: NAME,
    outputs: ([x]) => [{ shape: [x![0]!, 1, ...x!.slice(2)], dtype: "float32" }],
    run: ([x], [frame], { t }) => {
      const [B, T, ...rest] = x!.shape as [number, number, ...number[]];
      const size = sizeOf(rest);
      for (let b = 0; b < B; b++) {
        const from = (b * T + t) * size;
        frame!.values.set(x!.values.subarray(from, from + size), b * size);
      }
    },
    simd: {
      run({ copyRows }, { inputs: [x], outputs: [frame] }, { t }) {
        const [B, T, ...rest] = x!.shape as [number, number, ...number[]];
        const size = sizeOf(rest);
        copyRows(frame!.offset, size, x!.offset + t * size * 4, T * size, size, B);
      },
    },
  });

  registerWebGpuComposition<Attributes>(NAME, ([x], { t }) => {
    const [B, T, ...rest] = x!.shape as [number, number, ...number[]];
    const size = sizeOf(rest);
    return tf
      .slice3d(x!.reshape<tf.Tensor3D>([B, T, size]), [0, t, 0], [B, 1, size])
      .reshape([B, 1, ...rest]);
  });
}

/** Frame t. Not differentiable by itself. */
export function runFrame(x: tf.Tensor5D, t: number): tf.Tensor5D {
  return runLabKernel(NAME, [x], { t })[0] as tf.Tensor5D;
}
