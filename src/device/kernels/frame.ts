/**
 * LabFrame: one frame of a sequence, [B, T, ...] -> [B, 1, ...].
 *
 * The stock Slice on WASM reads the whole sequence out of the heap for every frame.
 */
import type * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../base/shape.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

const NAME = "LabFrame";

interface Attributes {
  readonly t: number;
}

/** One thread per value of the frame. */
const CUT: WgslProgram = {
  key: "frame",
  inputs: ["x"],
  uniforms: "T : i32, t : i32, n : i32",
  body: () => /* wgsl */ `
    result[index] = x[(index / uniforms.n * uniforms.T + uniforms.t) * uniforms.n + index % uniforms.n];`,
};

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

  registerWebGpuKernel<Attributes>(NAME, ([x], { t }) => {
    const [B, T, ...rest] = x!.shape as [number, number, ...number[]];
    return runWgsl(CUT, [x!], { shape: [B, 1, ...rest], dtype: "float32" }, [T, t, sizeOf(rest)]);
  });
}

/** Returns frame t, [B, 1, ...]. Not differentiable by itself. */
export function runFrame(x: tf.Tensor5D, t: number): tf.Tensor5D {
  return runLabKernel(NAME, [x], { t })[0] as tf.Tensor5D;
}
