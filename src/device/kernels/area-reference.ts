/**
 * The reference mask of `math/area-loss.ts` in WGSL, [B, 6 N + 3] -> [B, N]: the value that each mask value should have
 * for the mask to cover its share. Ranks are found by counting, since the graphics card does not sort. Host kernels call
 * `math/area-loss.ts` instead.
 */
import type * as tf from "@tensorflow/tfjs";
import { zerosOf } from "../../math/area-loss.ts";
import { maskLengthOfRow } from "../../math/mask-descent.ts";
import { runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

/** One thread per value (b, i). */
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

/**
 * Computes the reference masks for the rows of a descent. The current backend must be WebGPU.
 *
 * @param rows   [B, 6 N + 3].
 * @param share  Share of the mask that should be on.
 * @returns      [B, N]; the caller frees it with `freeInside`.
 */
export function runAreaReference(rows: tf.TensorInfo, share: number): tf.TensorInfo {
  const [B, length] = rows.shape as [number, number];
  const N = maskLengthOfRow(length);
  return runWgsl(REFERENCE, [rows], { shape: [B, N], dtype: "float32" }, [N, zerosOf(N, share)]);
}
