/** LabConv3d and LabConv3dInputGradient on WebGPU: sets the sizes for the program that computes both. */
import type * as tf from "@tensorflow/tfjs";
import { sizeOf, type Shape5, type Triple } from "../../base/shape.ts";
import { deviceHas, registerWebGpuKernel, runWgslGroups } from "../webgpu-kernel.ts";
import type { Conv3dAttributes, Conv3dGradientAttributes } from "./conv3d.ts";
import { chooseTile, workgroupsOf } from "./conv3d-tiles.ts";
import { convolutionProgram } from "./conv3d-wgsl.ts";

/** Precision in which convolutions on WebGPU multiply. */
export type ConvolutionPrecision = "float32" | "float16";

let precision: ConvolutionPrecision = "float32";

/**
 * Sets the precision of forward passes. Gradients stay in float32, since the gradient of a probability can be far below
 * the smallest float16. "float16" takes effect only if the device has the feature "shader-f16".
 *
 * In float16, products and sums over 16 or 8 neighbouring values of K are float16; those sums are added up in float32.
 * Values are right to about 1e-3 of the largest (measured on llvmpipe, all tiles), so a ReLU near 0 may open or close
 * wrongly.
 */
export function setConvolutionPrecision(chosen: ConvolutionPrecision): void {
  precision = chosen;
}

/** Sets the precision while `run` runs. The setting is global, so nothing else may compute at the same time. */
export async function withConvolutionPrecision<A>(
  chosen: ConvolutionPrecision,
  run: () => Promise<A>,
): Promise<A> {
  const before = precision;
  setConvolutionPrecision(chosen);
  try {
    return await run();
  } finally {
    setConvolutionPrecision(before);
  }
}

/** Returns the precision of forward passes on the current backend, which must be WebGPU. */
export function convolutionPrecision(): ConvolutionPrecision {
  return precision === "float16" && halfIsOffered() ? "float16" : "float32";
}

/** Returns whether the current backend's device computes in float16. The backend must be WebGPU. */
export function halfIsOffered(): boolean {
  return deviceHas("shader-f16");
}

/** One run of the program: a forward pass, or a gradient expressed as a convolution. */
interface Run {
  readonly x: tf.TensorInfo;
  /** [kh, kw, kt * C, N]. */
  readonly filter: tf.TensorInfo;
  readonly gate?: tf.TensorInfo | undefined;
  readonly bias?: tf.TensorInfo | undefined;
  readonly output: Shape5;
  readonly frames: number;
  /** Forward pass: steps from one output to the next. Split: steps between the values of x, with zeros in between. */
  readonly strides: Triple;
  readonly before: Triple;
  readonly split: boolean;
  readonly relu: boolean;
  readonly half: boolean;
}

/** Registers both kernels under their names. */
export function registerConv3dOnWebGpu(forward: string, gradient: string): void {
  registerWebGpuKernel<Conv3dAttributes>(forward, ([x, filter, bias], { frames, strides, axes, relu }) => {
    const [t, h, w] = axes;
    return run({
      x: x!,
      filter: filter!,
      bias,
      output: [x!.shape[0]!, t.out, h.out, w.out, filter!.shape[3]!],
      frames,
      strides,
      before: [t.before, h.before, w.before],
      split: false,
      relu,
      half: convolutionPrecision() === "float16",
    });
  });
  registerWebGpuKernel<Conv3dGradientAttributes>(
    gradient,
    ([gradY, filter, y], { frames, strides, axes, shape }) => {
      const [kh, kw] = filter!.shape as [number, number];
      const [t, h, w] = axes;
      return run({
        x: gradY!,
        filter: filter!,
        gate: y,
        output: shape,
        frames,
        strides,
        // The filter is flipped and slides over the gradient so that its outputs cover every x.
        before: [frames - 1 - t.before, kh - 1 - h.before, kw - 1 - w.before],
        split: strides.some((stride) => stride > 1),
        relu: false,
        half: false,
      });
    },
  );
}

function run({
  x,
  filter,
  gate,
  bias,
  output,
  frames,
  strides,
  before,
  split,
  relu,
  half,
}: Run): tf.TensorInfo {
  const [B, ...inSize] = x.shape.slice(0, 4) as [number, number, number, number];
  const outSize = output.slice(1, 4) as unknown as Triple;
  const [inChannels, outChannels] = [x.shape[4]!, output[4]];
  const [inFours, outFours] = [inChannels % 4 === 0, outChannels % 4 === 0];
  // The outputs of each remainder by the stride form a separate product; the first remainder has the most outputs.
  const parts = split ? sizeOf(strides) : 1;
  const pixels = B * sizeOf(split ? outSize.map((n, axis) => Math.ceil(n / strides[axis]!)) : outSize);
  const tile = chooseTile(pixels, outChannels, parts);
  const groups = workgroupsOf(tile, pixels, outChannels);
  const variant = {
    tile,
    inFours,
    outFours,
    gated: gate !== undefined,
    biased: bias !== undefined,
    split,
    half,
  };
  const [result] = runWgslGroups(
    groups * parts,
    convolutionProgram(variant),
    [x, filter, ...(gate ? [gate] : []), ...(bias ? [bias] : [])],
    [{ shape: output, dtype: "float32" }],
    [
      inSize,
      outSize,
      [frames, filter.shape[0]!, filter.shape[1]!],
      strides,
      before,
      B,
      inFours ? inChannels / 4 : inChannels,
      outFours ? outChannels / 4 : outChannels,
      groups,
      relu ? 1 : 0,
    ],
  );
  return result!;
}
