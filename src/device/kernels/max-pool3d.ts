/**
 * LabMaxPool3d and its gradient. The forward pass returns the maxima and their flat positions (int32).
 *
 * We do not use the stock kernels: the max-pool gradients of tfjs 4.22, and its MaxPool3D on WASM, are wrong for windows
 * whose values are all negative, and WebGPU has no 3-D max-pool gradient.
 */
import type * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../base/shape.ts";
import { maxPool3d, maxPool3dGradient, type PoolSizes } from "../../math/max-pool3d.ts";
import { registerHostKernel } from "../host-kernel.ts";
import { runLabKernel } from "../lab-kernel.ts";
import type { SimdKernels } from "../simd/simd-kernels.ts";
import { registerWebGpuKernel, runWgslFor, type WgslProgram, type WgslUniform } from "../webgpu-kernel.ts";

const FORWARD = "LabMaxPool3d";
const GRADIENT = "LabMaxPool3dGradient";

interface Attributes {
  readonly sizes: PoolSizes;
}

/** C counts in vec4s if the number of channels is divisible by four. Axes are t, y, x. */
const UNIFORMS =
  "inSize : vec3<i32>, outSize : vec3<i32>, window : vec3<i32>, strides : vec3<i32>, before : vec3<i32>, C : i32";

/** Types for one channel or for four, and the flat positions of vector number n; used by both programs. */
const elements = (inFours: boolean) =>
  inFours
    ? {
        value: "vec4<f32>",
        place: "vec4<i32>",
        placesOf: (n: string) => `(4 * ${n} + vec4<i32>(0, 1, 2, 3))`,
      }
    : { value: "f32", place: "i32", placesOf: (n: string) => n };

/** Splits the index into batch b, place (t, y, x) and channel c of a tensor of this size. */
const partsOf = (size: "inSize" | "outSize") => /* wgsl */ `
      let c = index % uniforms.C;
      var rest = index / uniforms.C;
      let column = rest % uniforms.${size}.z; rest = rest / uniforms.${size}.z;
      let row = rest % uniforms.${size}.y; rest = rest / uniforms.${size}.y;
      let b = rest / uniforms.${size}.x;
      let place = vec3<i32>(rest % uniforms.${size}.x, row, column);`;

/** One thread per output [b, t', y', x', c]: scans its window in t, y, x order; the first maximum wins. */
const maximaProgram = (inFours: boolean): WgslProgram => {
  const { value, place, placesOf } = elements(inFours);
  return {
    key: `max_pool3d${inFours ? " inFours" : ""}`,
    inputs: [`x : ${value}`],
    outputs: [`result : ${value}`, `argmax : ${place}`],
    uniforms: UNIFORMS,
    body: () => /* wgsl */ `
      ${partsOf("outSize")}
      let size = uniforms.inSize;
      let start = place * uniforms.strides - uniforms.before;
      let first = max(start, vec3<i32>(0));
      let end = min(start + uniforms.window, size);
      var at = (((b * size.x + first.x) * size.y + first.y) * size.z + first.z) * uniforms.C + c;
      var largest = x[at];
      var best = ${placesOf("at")};
      for (var t = first.x; t < end.x; t++) {
        for (var y = first.y; y < end.y; y++) {
          at = (((b * size.x + t) * size.y + y) * size.z + first.z) * uniforms.C + c;
          for (var left = end.z - first.z; left > 0; left--) {
            let value = x[at];
            best = select(best, ${placesOf("at")}, value > largest);
            largest = max(largest, value);
            at += uniforms.C;
          }
        }
      }
      result[index] = largest;
      argmax[index] = best;`,
  };
};

/**
 * One thread per input [b, t, y, x, c]: sums the gradients of the outputs whose maximum it is, looking only at windows
 * that cover it. Gathering needs no atomics, so the order of summation is fixed.
 */
const gradientProgram = (inFours: boolean): WgslProgram => {
  const { value, place, placesOf } = elements(inFours);
  return {
    key: `max_pool3d_gradient${inFours ? " inFours" : ""}`,
    inputs: [`gradY : ${value}`, `argmax : ${place}`],
    outputs: [`result : ${value}`],
    uniforms: UNIFORMS,
    body: () => /* wgsl */ `
      ${partsOf("inSize")}
      let size = uniforms.outSize;
      let padded = place + uniforms.before;
      // Windows o with o * stride <= padded < o * stride + window.
      let first = max(padded - uniforms.window + uniforms.strides, vec3<i32>(0)) / uniforms.strides;
      let last = min(padded / uniforms.strides, size - 1);
      let mine = ${placesOf("index")};
      var sum = ${value}(0.0);
      for (var t = first.x; t <= last.x; t++) {
        for (var y = first.y; y <= last.y; y++) {
          var at = (((b * size.x + t) * size.y + y) * size.z + first.z) * uniforms.C + c;
          for (var left = last.z - first.z; left >= 0; left--) {
            sum += select(${value}(0.0), gradY[at], argmax[at] == mine);
            at += uniforms.C;
          }
        }
      }
      result[index] = sum;`,
  };
};

/** Returns the number of elements of one frame pooled along its width. */
function rowsSize({ input, output }: PoolSizes): number {
  return input[2] * output[3] * input[4];
}

/** Returns the number of elements of all frames pooled along width and height; 0 if that is already the result. */
function framesSize(sizes: PoolSizes): number {
  return poolsTime(sizes) ? sizeOf([...sizes.input.slice(0, 2), ...sizes.output.slice(2)]) : 0;
}

function poolsTime({ window, strides }: PoolSizes): boolean {
  return window[0] > 1 || strides[0] > 1;
}

/**
 * Runs the three passes of `math/max-pool3d.ts` in TF.js's heap. The first two run frame by frame, so that their
 * intermediate results stay in the processor's cache.
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
    const { inFours, uniforms } = uniformsOf(sizes);
    const { output: shape } = sizes;
    const outputs = [{ shape, dtype: "float32" } as const, { shape, dtype: "int32" } as const];
    const threads = sizeOf(shape) / (inFours ? 4 : 1);
    return runWgslFor(threads, maximaProgram(inFours), [x!], outputs, uniforms);
  });
  registerWebGpuKernel<Attributes>(GRADIENT, (inputs, { sizes }) => {
    const { inFours, uniforms } = uniformsOf(sizes);
    const { input: shape } = sizes;
    const threads = sizeOf(shape) / (inFours ? 4 : 1);
    return runWgslFor(threads, gradientProgram(inFours), inputs, [{ shape, dtype: "float32" }], uniforms);
  });
}

/** Computes the maxima and their flat positions, both [B, T', H', W', C]. */
export function runMaxPool3d(x: tf.Tensor5D, sizes: PoolSizes): [y: tf.Tensor5D, argmax: tf.Tensor5D] {
  return runLabKernel(FORWARD, [x], { sizes }) as [tf.Tensor5D, tf.Tensor5D];
}

/** Computes the gradient with respect to x, [B, T, H, W, C]. */
export function runMaxPool3dGradient(gradY: tf.Tensor5D, argmax: tf.Tensor5D, sizes: PoolSizes): tf.Tensor5D {
  return runLabKernel(GRADIENT, [gradY, argmax], { sizes })[0] as tf.Tensor5D;
}

/** Returns the uniforms in the order of `UNIFORMS`. */
function uniformsOf({ input, output, window, strides, before }: PoolSizes): {
  inFours: boolean;
  uniforms: WgslUniform[];
} {
  const C = input[4];
  const inFours = C % 4 === 0;
  const sizes = [input.slice(1, 4), output.slice(1, 4), window, strides, before];
  return { inFours, uniforms: [...sizes, inFours ? C / 4 : C] };
}
