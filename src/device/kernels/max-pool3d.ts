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
import type { SimdKernels } from "../simd/simd-kernels.ts";
import { registerWebGpuKernel, runWgsl, type WgslProgram } from "../webgpu-kernel.ts";

const FORWARD = "LabMaxPool3d";
const GRADIENT = "LabMaxPool3dGradient";

interface Attributes {
  readonly sizes: PoolSizes;
}

/** One thread an output [b, t', y', x', c]: scans its window in t, y, x order, the first maximum wins. */
const ARGMAX: WgslProgram = {
  key: "max_pool3d_argmax",
  inputs: ["x"],
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
    result[index] = best;`,
};

const TAKE: WgslProgram = {
  key: "take_flat",
  inputs: ["x", "at"],
  uniforms: "unused : i32",
  body: /* wgsl */ `result[index] = x[at[index]];`,
};

/**
 * One thread an input [b, t, y, x, c]: sums the gradients of the outputs that it won, looking only at windows
 * that cover it. Gathering needs no atomics, so the sum's order is fixed.
 */
const SCATTER: WgslProgram = {
  key: "max_pool3d_gradient",
  inputs: ["gradY", "argmax"],
  uniforms: ARGMAX.uniforms,
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

/** Elements of one frame pooled along its width. */
function rowsSize({ input, output }: PoolSizes): number {
  return input[2] * output[3] * input[4];
}

/** Elements of every frame pooled along width and height; 0 where that is the result. */
function framesSize(sizes: PoolSizes): number {
  return poolsTime(sizes) ? sizeOf([...sizes.input.slice(0, 2), ...sizes.output.slice(2)]) : 0;
}

function poolsTime({ window, strides }: PoolSizes): boolean {
  return window[0] > 1 || strides[0] > 1;
}

/**
 * The twin's three passes in TF.js' heap: the first two frame by frame, so that what lies between them stays in the
 * processor's cache.
 */
function maxPool3dSimd(
  { maxAlongAxis }: SimdKernels,
  sizes: PoolSizes,
  at: { readonly x: number; readonly y: number; readonly argmax: number; readonly scratch: number },
): void {
  const [B, T, H, W, C] = sizes.input;
  const [, outT, outH, outW] = sizes.output;
  const along = (axis: 0 | 1 | 2) => [sizes.window[axis], sizes.strides[axis], sizes.before[axis]] as const;
  const rows = at.scratch;
  const rowPlaces = rows + 4 * rowsSize(sizes);
  const scratchFrames = rowPlaces + 4 * rowsSize(sizes);
  const [frames, places] = poolsTime(sizes)
    ? [scratchFrames, scratchFrames + 4 * framesSize(sizes)]
    : [at.y, at.argmax];

  const frame = outH * outW * C;
  for (let t = 0; t < B * T; t++) {
    const first = t * H * W * C;
    const to = 4 * t * frame;
    maxAlongAxis(at.x + 4 * first, 0, first, rows, rowPlaces, H, W, outW, C, ...along(2));
    maxAlongAxis(rows, rowPlaces, 0, frames + to, places + to, 1, H, outH, outW * C, ...along(1));
  }
  if (poolsTime(sizes)) {
    maxAlongAxis(frames, places, 0, at.y, at.argmax, B, T, outT, frame, ...along(0));
  }
}

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
    simd: {
      scratch: ({ sizes }) => 2 * (rowsSize(sizes) + framesSize(sizes)),
      run: (kernels, { inputs: [x], outputs: [y, argmax], scratch }, { sizes }) =>
        maxPool3dSimd(kernels, sizes, {
          x: x!.offset,
          y: y!.offset,
          argmax: argmax!.offset,
          scratch,
        }),
    },
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
    simd: {
      run: ({ scatterAdd }, { inputs: [gradY, argmax], outputs: [gradX] }) =>
        scatterAdd(gradY!.offset, argmax!.offset, sizeOf(gradY!.shape), gradX!.offset, sizeOf(gradX!.shape)),
    },
  });

  registerWebGpuKernel<Attributes>(FORWARD, ([x], { sizes }) => {
    const argmax = runWgsl(ARGMAX, [x!], { shape: sizes.output, dtype: "int32" }, uniformsOf(sizes));
    return [runWgsl(TAKE, [x!, argmax], { shape: sizes.output, dtype: "float32" }, [0]), argmax];
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

/** In the order of `ARGMAX.uniforms`. */
function uniformsOf({ input, output, window, strides, before }: PoolSizes): number[] {
  return [...input.slice(1), ...output.slice(1, 4), ...window, ...strides, ...before];
}
