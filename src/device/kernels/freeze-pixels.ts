/**
 * LabFreezePixels: a clip frozen at every pixel by its own mask, and the gradient back to the masks.
 * frames [T, P, C], masks [B, T, P] -> [B, T, P, C]; see `math/freeze-pixels.ts`, which the host kernels run and the WGSL
 * follows.
 */
import type * as tf from "@tensorflow/tfjs";
import { freezePixelFrames, freezePixelsGradient } from "../../math/freeze-pixels.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgslFor, type WgslProgram } from "../webgpu-kernel.ts";

const FORWARD = "LabFreezePixels";
const GRADIENT = "LabFreezePixelsGradient";

/** One thread per pixel (b, p): its frames must be computed in order, while pixels are independent. */
const FREEZE: WgslProgram = {
  key: "freeze_pixels",
  inputs: ["frames", "masks"],
  uniforms: "T : i32, P : i32, C : i32",
  body: () => /* wgsl */ `
    let p = index % uniforms.P;
    let first = index / uniforms.P * uniforms.T;
    for (var c = 0; c < uniforms.C; c++) {
      var before = frames[p * uniforms.C + c];
      for (var t = 0; t < uniforms.T; t++) {
        let at = (first + t) * uniforms.P + p;
        if (t > 0) { before = mix(frames[(t * uniforms.P + p) * uniforms.C + c], before, masks[at]); }
        result[at * uniforms.C + c] = before;
      }
    }`,
};

/** One thread per pixel (b, p), which adds up the contributions of its channels one after another. */
const MASK_GRADIENT: WgslProgram = {
  key: "freeze_pixels_gradient",
  inputs: ["frames", "masks", "frozen", "gradFrozen"],
  uniforms: "T : i32, P : i32, C : i32",
  body: () => /* wgsl */ `
    let p = index % uniforms.P;
    let first = index / uniforms.P * uniforms.T;
    for (var t = 0; t < uniforms.T; t++) { result[(first + t) * uniforms.P + p] = 0.0; }
    for (var c = 0; c < uniforms.C; c++) {
      // The gradient that reaches frame t: its own, plus mask[t+1] times the one that reaches frame t + 1.
      var reaching = gradFrozen[((first + uniforms.T - 1) * uniforms.P + p) * uniforms.C + c];
      for (var t = uniforms.T - 1; t > 0; t--) {
        let at = (first + t) * uniforms.P + p;
        let before = (at - uniforms.P) * uniforms.C + c;
        result[at] += reaching * (frozen[before] - frames[(t * uniforms.P + p) * uniforms.C + c]);
        reaching = gradFrozen[before] + masks[at] * reaching;
      }
    }`,
};

/** Registers both kernels on every backend. */
export function registerFreezePixels(): void {
  registerHostKernel<unknown>({
    name: FORWARD,
    outputs: ([frames, masks]) => [{ shape: [...masks!, frames![2]!], dtype: "float32" }],
    run: ([frames, masks], [frozen]) => {
      const [B, T] = masks!.shape as [number, number];
      for (let b = 0; b < B; b++) {
        const clip = freezePixelFrames(frames!.values as Float32Array, partOf(masks!.values, b, B), T);
        frozen!.values.set(clip, b * clip.length);
      }
    },
  });
  registerHostKernel<unknown>({
    name: GRADIENT,
    outputs: ([, masks]) => [{ shape: masks!, dtype: "float32" }],
    run: ([frames, masks, frozen, gradFrozen], [gradMasks]) => {
      const [B, T] = masks!.shape as [number, number];
      for (let b = 0; b < B; b++) {
        const [mask, clip, gradClip, gradMask] = [masks, frozen, gradFrozen, gradMasks].map((all) =>
          partOf(all!.values, b, B),
        );
        freezePixelsGradient(frames!.values as Float32Array, mask!, clip!, gradClip!, T, gradMask!);
      }
    },
  });

  registerWebGpuKernel<unknown>(FORWARD, ([frames, masks]) => {
    const [B, T, P, C] = sizesOf(frames!, masks!);
    const output = { shape: [B, T, P, C], dtype: "float32" } as const;
    return runWgslFor(B * P, FREEZE, [frames!, masks!], [output], [T, P, C]);
  });
  registerWebGpuKernel<unknown>(GRADIENT, (inputs) => {
    const [B, T, P, C] = sizesOf(inputs[0]!, inputs[1]!);
    const output = { shape: [B, T, P], dtype: "float32" } as const;
    return runWgslFor(B * P, MASK_GRADIENT, inputs, [output], [T, P, C]);
  });
}

/**
 * Freezes a clip with each mask. Not differentiable by itself.
 *
 * @param frames  [T, P, C].
 * @param masks   [B, T, P].
 * @returns       the frozen clips, [B, T, P, C].
 */
export function runFreezePixels(frames: tf.Tensor3D, masks: tf.Tensor3D): tf.Tensor4D {
  return runLabKernel(FORWARD, [frames, masks])[0] as tf.Tensor4D;
}

/**
 * Computes the gradient with respect to the masks.
 *
 * @param frozen      Result of `runFreezePixels`, [B, T, P, C].
 * @param gradFrozen  [B, T, P, C].
 * @returns           [B, T, P]; row 0 of each mask is 0.
 */
export function runFreezePixelsGradient(
  frames: tf.Tensor3D,
  masks: tf.Tensor3D,
  frozen: tf.Tensor4D,
  gradFrozen: tf.Tensor4D,
): tf.Tensor3D {
  return runLabKernel(GRADIENT, [frames, masks, frozen, gradFrozen])[0] as tf.Tensor3D;
}

/** Returns a view of the b-th of B equal parts. */
function partOf(values: Float32Array | Int32Array, b: number, B: number): Float32Array {
  const n = values.length / B;
  return values.subarray(b * n, (b + 1) * n) as Float32Array;
}

function sizesOf(frames: tf.TensorInfo, masks: tf.TensorInfo): [B: number, T: number, P: number, C: number] {
  return [...(masks.shape as [number, number, number]), frames.shape[2]!];
}
