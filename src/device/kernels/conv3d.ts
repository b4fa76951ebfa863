/**
 * LabConv3d and LabConv3dInputGradient: 3-D convolution with bias and ReLU, and its gradient through both.
 *
 * We do not use the stock kernels: tfjs-backend-wasm 4.22 computes `Conv3DBackpropInputV2` wrongly for more than one
 * frame, and its conv3d is naive, as is WebGPU's. On WebGPU we run our own program, see `conv3d-wgsl.ts`. On other
 * backends the frames that a temporal filter sees are laid side by side in channels, so that each pass is one 2-D
 * convolution; those stock kernels (XNNPACK on WASM) are correct and fast.
 */
import * as tf from "@tensorflow/tfjs";
import type { AxisPadding, Shape5, Triple } from "../../base/shape.ts";
import { callInside, callStockInside, freeInside, registerFallback, runLabKernel } from "../lab-kernel.ts";
import { registerConv3dOnWebGpu } from "./conv3d-webgpu.ts";
import { RELU_GATE } from "./relu-gate.ts";
import { TIME_UNFOLD, type TimeWindow } from "./time-unfold.ts";
import { ZERO_STUFF } from "./zero-stuff.ts";

const FORWARD = "LabConv3d";
const GRADIENT = "LabConv3dInputGradient";

/** Padding along time, height and width. */
export type ConvolutionAxes = readonly [t: AxisPadding, h: AxisPadding, w: AxisPadding];

/** Strides and padding of a convolution. */
export interface Convolution {
  /** Frames that the filter spans, kt. */
  readonly frames: number;
  readonly strides: Triple;
  readonly axes: ConvolutionAxes;
}

/** Attributes of the forward pass. Inputs: x, filter, and the bias if there is one. */
export interface Conv3dAttributes extends Convolution {
  readonly relu: boolean;
}

/** Attributes of the gradient. Inputs: gradY, filter, and, if a ReLU followed, its output y. */
export interface Conv3dGradientAttributes extends Convolution {
  /** Shape of x. */
  readonly shape: Shape5;
}

/** Registers both kernels. */
export function registerConv3d(): void {
  registerFallback<Conv3dAttributes>(FORWARD, ([x, filter, bias], { relu, ...convolution }) =>
    convolve(x!, filter!, convolution, bias, relu),
  );
  registerFallback<Conv3dGradientAttributes>(GRADIENT, ([gradY, filter, y], { shape, ...convolution }) => {
    const gated = y ? callInside(RELU_GATE, [gradY!, y]) : gradY!;
    const { strides } = convolution;
    const dense = strides.every((stride) => stride === 1);
    const stuffed = dense ? gated : callInside(ZERO_STUFF, [gated], { strides });
    const gradX = convolve(stuffed, filter!, transposed(convolution, filter!.shape, shape, stuffed.shape));
    if (stuffed !== gated) freeInside(stuffed);
    if (gated !== gradY) freeInside(gated);
    return gradX;
  });
  registerConv3dOnWebGpu(FORWARD, GRADIENT);
}

/**
 * Computes relu?(conv(x, filter) + bias). Not differentiable by itself.
 *
 * @param x       [B, T, H, W, in].
 * @param filter  [kh, kw, kt * in, out], as in `Conv3dFilter.forward`.
 * @param bias    [out], or null for none.
 * @returns       [B, T', H', W', out].
 */
export function runConv3d(
  x: tf.Tensor5D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D | null,
  attributes: Conv3dAttributes,
): tf.Tensor5D {
  return runLabKernel(FORWARD, bias ? [x, filter, bias] : [x, filter], { ...attributes })[0] as tf.Tensor5D;
}

/**
 * Computes the gradient of `runConv3d` with respect to x.
 *
 * @param gradY   [B, T', H', W', out].
 * @param filter  [kh, kw, kt * out, in], as in `Conv3dFilter.backward`.
 * @param y       Output of `runConv3d` if it applied a ReLU, else null.
 * @returns       [B, T, H, W, in].
 */
export function runConv3dInputGradient(
  gradY: tf.Tensor5D,
  filter: tf.Tensor4D,
  y: tf.Tensor5D | null,
  attributes: Conv3dGradientAttributes,
): tf.Tensor5D {
  return runLabKernel(GRADIENT, y ? [gradY, filter, y] : [gradY, filter], {
    ...attributes,
  })[0] as tf.Tensor5D;
}

/** Computes a 3-D convolution as one 2-D convolution over time-unfolded frames. */
function convolve(
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  { frames, strides, axes: [t, h, w] }: Convolution,
  bias?: tf.TensorInfo,
  relu = false,
): tf.TensorInfo {
  const [B, T, H, W, C] = x.shape as unknown as Shape5;
  const unfolds = frames > 1 || t.out !== T || strides[0] > 1;
  const window: TimeWindow = { kernel: frames, stride: strides[0], before: t.before, out: t.out };
  const planes = unfolds ? callInside(TIME_UNFOLD, [x], { ...window }) : { ...x, shape: [B * T, H, W, C] };
  // Called by name: while gradients are recorded, `tf.fused.conv2d` runs convolution, bias and ReLU separately.
  const { dataId, dtype } = callStockInside(
    tf.FusedConv2D,
    { x: planes, filter, ...(bias ? { bias } : {}) },
    {
      strides: [strides[1], strides[2]],
      pad: [
        [0, 0],
        [h.before, h.after],
        [w.before, w.after],
        [0, 0],
      ],
      dataFormat: "NHWC",
      dilations: [1, 1],
      activation: relu ? "relu" : "linear",
    },
  );
  if (unfolds) freeInside(planes);
  return { dataId, dtype, shape: [B, t.out, h.out, w.out, filter.shape[3]!] };
}

/** Returns the convolution that slides the flipped filter over zero-stuffed gradY (`stuffed`) and gives x's `shape`. */
function transposed(
  { frames, axes }: Convolution,
  [kh, kw]: readonly number[],
  shape: Shape5,
  stuffed: readonly number[],
): Convolution {
  const along = (axis: 0 | 1 | 2, kernel: number): AxisPadding => {
    const out = shape[axis + 1]!;
    const before = kernel - 1 - axes[axis].before;
    return { before, after: out + kernel - 1 - before - stuffed[axis + 1]!, out };
  };
  return { frames, strides: [1, 1, 1], axes: [along(0, frames), along(1, kh!), along(2, kw!)] };
}
