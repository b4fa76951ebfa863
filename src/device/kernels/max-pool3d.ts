/**
 * LabMaxPool3d and its gradient. The forward pass returns the maxima and, as int32, where each one was.
 *
 * Why not stock: tfjs 4.22's max-pool gradients are wrong for windows whose values are all negative, its WASM
 * MaxPool3D too, and WebGPU has no such gradient in 3-D.
 */
import type * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../base/shape.ts";
import { maxPool3d, maxPool3dGradient, type PoolSizes } from "../../math/max-pool3d.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import { registerWebGpuKernel, runWgsl, runWgslFor, type WgslProgram } from "../webgpu-kernel.ts";

const FORWARD = "LabMaxPool3d";
const GRADIENT = "LabMaxPool3dGradient";

interface Attributes {
  readonly sizes: PoolSizes;
}

/** One thread an output [b, t', y', x', c]: scans its window in t, y, x order, the first maximum wins. */
const MAXIMA: WgslProgram = {
  key: "max_pool3d",
  inputs: ["x"],
  outputs: ["result", "argmax : i32"],
  uniforms:
    "T : i32, H : i32, W : i32, C : i32, oT : i32, oH : i32, oW : i32, kt : i32, kh : i32, kw : i32, " +
    "st : i32, sh : i32, sw : i32, bt : i32, bh : i32, bw : i32",
  body: /* wgsl */ `
    let c = index % uniforms.C;
    var rest = index / uniforms.C;
    let ox = rest % uniforms.oW; rest = rest / uniforms.oW;
    let oy = rest % uniforms.oH; rest = rest / uniforms.oH;
    let ot = rest % uniforms.oT;
    let b = rest / uniforms.oT;
    let t0 = ot * uniforms.st - uniforms.bt;
    let y0 = oy * uniforms.sh - uniforms.bh;
    let x0 = ox * uniforms.sw - uniforms.bw;
    var best = -1;
    var largest = 0.0;
    for (var t = max(t0, 0); t < min(t0 + uniforms.kt, uniforms.T); t++) {
      for (var y = max(y0, 0); y < min(y0 + uniforms.kh, uniforms.H); y++) {
        for (var xx = max(x0, 0); xx < min(x0 + uniforms.kw, uniforms.W); xx++) {
          let at = (((b * uniforms.T + t) * uniforms.H + y) * uniforms.W + xx) * uniforms.C + c;
          if (best < 0 || x[at] > largest) { best = at; largest = x[at]; }
        }
      }
    }
    result[index] = largest;
    argmax[index] = best;`,
};

/**
 * One thread an input [b, t, y, x, c]: sums the gradients of the outputs that it won, looking only at windows
 * that cover it. Gathering needs no atomics, so the sum's order is fixed.
 */
const SCATTER: WgslProgram = {
  key: "max_pool3d_gradient",
  inputs: ["gradY", "argmax : i32"],
  uniforms: MAXIMA.uniforms,
  body: /* wgsl */ `
    let c = index % uniforms.C;
    var rest = index / uniforms.C;
    let ix = rest % uniforms.W; rest = rest / uniforms.W;
    let iy = rest % uniforms.H; rest = rest / uniforms.H;
    let it = rest % uniforms.T;
    let b = rest / uniforms.T;
    // Windows o with o * stride - before <= i < o * stride - before + kernel.
    let tLast = min((it + uniforms.bt) / uniforms.st, uniforms.oT - 1);
    let yLast = min((iy + uniforms.bh) / uniforms.sh, uniforms.oH - 1);
    let xLast = min((ix + uniforms.bw) / uniforms.sw, uniforms.oW - 1);
    let tFirst = max(it + uniforms.bt - uniforms.kt + uniforms.st, 0) / uniforms.st;
    let yFirst = max(iy + uniforms.bh - uniforms.kh + uniforms.sh, 0) / uniforms.sh;
    let xFirst = max(ix + uniforms.bw - uniforms.kw + uniforms.sw, 0) / uniforms.sw;
    var sum = 0.0;
    for (var t = tFirst; t <= tLast; t++) {
      for (var y = yFirst; y <= yLast; y++) {
        for (var xx = xFirst; xx <= xLast; xx++) {
          let at = (((b * uniforms.oT + t) * uniforms.oH + y) * uniforms.oW + xx) * uniforms.C + c;
          if (argmax[at] == index) { sum = sum + gradY[at]; }
        }
      }
    }
    result[index] = sum;`,
};

/** Registers both kernels on every backend. */
export function registerMaxPool3d(): void {
  registerHostKernel<Attributes>({
    name: FORWARD,
    outputs: (_, { sizes }) => [
      { shape: sizes.output, dtype: "float32" },
      { shape: sizes.output, dtype: "int32" },
    ],
    run: ([x], [y, argmax], { sizes }) =>
      maxPool3d(x!.values as Float32Array, y!.values as Float32Array, argmax!.values as Int32Array, sizes),
  });
  registerHostKernel<Attributes>({
    name: GRADIENT,
    outputs: (_, { sizes }) => [{ shape: sizes.input, dtype: "float32" }],
    run: ([gradY, argmax], [gradX]) =>
      maxPool3dGradient(
        gradY!.values as Float32Array,
        argmax!.values as Int32Array,
        gradX!.values as Float32Array,
      ),
  });

  registerWebGpuKernel<Attributes>(FORWARD, ([x], { sizes }) => {
    const { output } = sizes;
    return runWgslFor(
      sizeOf(output),
      MAXIMA,
      [x!],
      [
        { shape: output, dtype: "float32" },
        { shape: output, dtype: "int32" },
      ],
      uniformsOf(sizes),
    );
  });
  registerWebGpuKernel<Attributes>(GRADIENT, ([gradY, argmax], { sizes }) =>
    runWgsl(SCATTER, [gradY!, argmax!], { shape: sizes.input, dtype: "float32" }, uniformsOf(sizes)),
  );
}

/** Maxima and their flat positions, both [B, T', H', W', C]. */
export function runMaxPool3d(x: tf.Tensor5D, sizes: PoolSizes): [y: tf.Tensor5D, argmax: tf.Tensor5D] {
  return runLabKernel(FORWARD, [x], { sizes }) as [tf.Tensor5D, tf.Tensor5D];
}

/** Gradient with respect to x, [B, T, H, W, C]. */
export function runMaxPool3dGradient(gradY: tf.Tensor5D, argmax: tf.Tensor5D, sizes: PoolSizes): tf.Tensor5D {
  return runLabKernel(GRADIENT, [gradY, argmax], { sizes })[0] as tf.Tensor5D;
}

/** In the order of `MAXIMA.uniforms`. */
function uniformsOf({ input, output, window, strides, before }: PoolSizes): number[] {
  return [...input.slice(1), ...output.slice(1, 4), ...window, ...strides, ...before];
}
