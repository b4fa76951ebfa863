/**
 * LabAreaReference: what each value of a mask should be for the mask to have its area, [B, 6 N + 3] -> [B, N]. The WGSL of
 * `math/area-loss.ts`: ranks by counting, as nothing sorts on a graphics card. Host kernels take it from there.
 */
import type * as tf from "@tensorflow/tfjs";
import { zerosOf } from "../../math/area-loss.ts";
import { maskLengthOfRow } from "../../math/mask-descent.ts";
import { runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

/** One thread a value (b, i). */
const REFERENCE: WgslProgram = {
  key: "area_reference",
  inputs: ["row"],
  uniforms: "N : i32, zeros : i32",
  body: () => /* wgsl */ `
    let base = index / uniforms.N * (6 * uniforms.N + 3);
    let mask = row[base + index % uniforms.N];
    var less = 0;
    var equal = 0;
    for (var i = 0; i < uniforms.N; i++) {
      let other = row[base + i];
      less += select(0, 1, other < mask);
      equal += select(0, 1, other == mask);
    }
    result[index] = clamp(f32(less + equal - uniforms.zeros) / f32(equal), 0.0, 1.0);`,
};

/** Runs it on the rows of a descent, [B, 6 N + 3]; the caller frees what it returns. The current backend must be WebGPU. */
export function runAreaReference(rows: tf.TensorInfo, share: number): tf.TensorInfo {
  const [B, length] = rows.shape as [number, number];
  const N = maskLengthOfRow(length);
  return runWgsl(REFERENCE, [rows], { shape: [B, N], dtype: "float32" }, [N, zerosOf(N, share)]);
}
