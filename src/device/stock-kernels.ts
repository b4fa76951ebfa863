/**
 * Replaces TF.js's stock 3-D convolution and max pooling by our kernels. Our own networks never call the stock ones, but
 * models made with other tools do, and TF.js 4.22 computes these wrongly:
 *
 * - `Conv3DBackpropInputV2` on WASM, for more than one frame; "same" padding where a filter is smaller than its stride;
 * - the gradients of max pooling, and on WASM `MaxPool3D` itself, where all values of a window are negative.
 *
 * The stock kernels still handle what ours do not support: dilation and explicit padding.
 */
import * as tf from "@tensorflow/tfjs";
import type { PaddingRule, Shape5, Triple } from "../base/shape.ts";
import { PADDING } from "../base/shape.ts";
import { poolSizes, type PoolSizes } from "../math/max-pool3d.ts";
import { runConv3d, runConv3dInputGradient, type Convolution } from "./kernels/conv3d.ts";
import { runMaxPool3d, runMaxPool3dGradient } from "./kernels/max-pool3d.ts";
import { paddingOf } from "./ops/conv3d-filter.ts";

/** Attributes of convolution and pooling, as TF.js's own ops pass them. */
interface StockAttributes {
  readonly strides: Triple | number;
  readonly pad: unknown;
  readonly dilations?: Triple | number;
  readonly filterSize?: Triple | number;
}

/** Replaces the current backend's stock kernels, and their gradients on every backend. Repeated calls do nothing. */
export function replaceStockKernels(): void {
  const backendName = tf.getBackend();
  if (replacedOn.size === 0) replaceGradients();
  if (replacedOn.has(backendName)) return;
  replacedOn.add(backendName);
  fillInFilterGradient(backendName);
  replaceKernel(tf.Conv3D, backendName, ({ x, filter }, attributes) => {
    const rule = ruleOf(attributes);
    return rule && isDense(attributes) && conv3d(x!, filter!, attributes, rule);
  });
  replaceKernel(tf.MaxPool3D, backendName, ({ x }, attributes) => {
    const sizes = sizesOf(x!.shape, attributes, triple(attributes.filterSize!));
    return sizes && runMaxPool3d(x as tf.Tensor5D, sizes)[0];
  });
}

/**
 * Registers a stand-in for the filter gradient, which TF.js's fused convolution always computes and for which WASM has no
 * kernel. Filters are constants here, so nothing uses the result; it is NaN so that it can never pass for a gradient.
 */
function fillInFilterGradient(backendName: string): void {
  if (tf.getKernel(tf.Conv2DBackpropFilter, backendName)) return;
  tf.registerKernel({
    kernelName: tf.Conv2DBackpropFilter,
    backendName,
    kernelFunc: ({ attrs }) => tf.fill((attrs as unknown as tf.Conv2DBackpropFilterAttrs).filterShape, NaN),
  });
}

const replacedOn = new Set<string>();

type Inputs = Readonly<Record<string, tf.Tensor>>;

/** Registers `ours`, which returns null or false to leave a call to the stock kernel. */
function replaceKernel(
  kernelName: string,
  backendName: string,
  ours: (inputs: Inputs, attributes: StockAttributes) => tf.Tensor | null | false,
): void {
  const stock = tf.getKernel(kernelName, backendName);
  if (stock) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: (call) => {
      const [made] = tf.tidy(() => {
        const made = ours(call.inputs as Inputs, call.attrs as unknown as StockAttributes);
        return made ? [made] : [];
      });
      if (made) return made;
      if (stock) return stock.kernelFunc(call);
      throw new Error(`Kernel '${kernelName}' not registered for backend '${backendName}'`);
    },
  });
}

function replaceGradients(): void {
  replaceGradient(tf.Conv3D, ["x", "filter"], (gradY, [x, filter], attributes, stock) => {
    const rule = ruleOf(attributes);
    return rule && isDense(attributes)
      ? conv3dInputGradient(gradY, x!.shape as Shape5, filter!, attributes, rule)
      : stock();
  });
  replaceGradient(tf.MaxPool3D, ["x"], (gradY, [x], attributes, stock) => {
    const sizes = sizesOf(x!.shape, attributes, triple(attributes.filterSize!));
    return sizes ? maxPoolGradient(gradY, x!, sizes) : stock();
  });
  replaceGradient(tf.MaxPool, ["x"], (gradY, [x], attributes, stock) => {
    // 2-D pooling of frames is 3-D pooling with a window of one frame.
    const sizes = sizesOf([1, ...x!.shape], inThreeAxes(attributes), [1, ...pair(attributes.filterSize!)]);
    return sizes ? maxPoolGradient(gradY, x!, sizes).reshape(x!.shape) : stock();
  });
}

/** Registers `ours` as the gradient with respect to x; it may call `stock` for the gradient that TF.js computes. */
function replaceGradient(
  kernelName: string,
  inputsToSave: string[],
  ours: (
    gradY: tf.Tensor,
    saved: tf.Tensor[],
    attributes: StockAttributes,
    stock: () => tf.Tensor,
  ) => tf.Tensor,
): void {
  const stock = tf.getGradient(kernelName);
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    ...stock,
    kernelName,
    inputsToSave,
    gradFunc: (gradY, saved, attrs) => {
      const gradients = stock.gradFunc(gradY, saved, attrs);
      const attributes = attrs as unknown as StockAttributes;
      return { ...gradients, x: () => ours(gradY as tf.Tensor, saved, attributes, gradients["x"]!) };
    },
  });
}

function conv3d(x: tf.Tensor, filter: tf.Tensor, attributes: StockAttributes, rule: PaddingRule): tf.Tensor {
  const [kt, kh, kw, C, O] = filter.shape as unknown as Shape5;
  // [kt, kh, kw, C, O] -> [kh, kw, kt * C, O].
  const forward = filter
    .reshape([kt, kh * kw, C * O])
    .transpose([1, 0, 2])
    .reshape<tf.Tensor4D>([kh, kw, kt * C, O]);
  const convolution = convolutionOf(x.shape, filter.shape as unknown as Shape5, attributes, rule);
  return runConv3d(x as tf.Tensor5D, forward, null, { ...convolution, relu: false });
}

function conv3dInputGradient(
  gradY: tf.Tensor,
  shape: Shape5,
  filter: tf.Tensor,
  attributes: StockAttributes,
  rule: PaddingRule,
): tf.Tensor {
  const [kt, kh, kw, C, O] = filter.shape as unknown as Shape5;
  // Flipped in all three directions at once, then [kt, kh, kw, C, O] -> [kh, kw, kt * O, C].
  const backward = tf
    .reverse(filter.reshape([kt * kh * kw, C, O]), 0)
    .reshape([kt, kh * kw, C, O])
    .transpose([1, 0, 3, 2])
    .reshape<tf.Tensor4D>([kh, kw, kt * O, C]);
  const convolution = convolutionOf(shape, filter.shape as unknown as Shape5, attributes, rule);
  return runConv3dInputGradient(gradY as tf.Tensor5D, backward, null, { ...convolution, shape });
}

function convolutionOf(
  shape: readonly number[],
  filter: Shape5,
  attributes: StockAttributes,
  rule: PaddingRule,
): Convolution {
  const strides = triple(attributes.strides);
  return { frames: filter[0], strides, axes: paddingOf(shape, { shape: filter }, strides, rule) };
}

/** Returns the gradient with respect to x, in the 5-D shape `sizes.input`; x may have any rank of the same size. */
function maxPoolGradient(gradY: tf.Tensor, x: tf.Tensor, sizes: PoolSizes): tf.Tensor {
  const [, argmax] = runMaxPool3d(x.reshape([...sizes.input]), sizes);
  return runMaxPool3dGradient(gradY.reshape([...sizes.output]), argmax, sizes);
}

function sizesOf(shape: readonly number[], attributes: StockAttributes, window: Triple): PoolSizes | null {
  const rule = ruleOf(attributes);
  return rule && poolSizes(shape as Shape5, window, triple(attributes.strides), PADDING[rule]);
}

/** Returns the padding rule, or null if padding is explicit. */
function ruleOf({ pad }: StockAttributes): PaddingRule | null {
  return pad === "same" || pad === "valid" ? pad : null;
}

function isDense({ dilations = 1 }: StockAttributes): boolean {
  return triple(dilations).every((rate) => rate === 1);
}

function inThreeAxes(attributes: StockAttributes): StockAttributes {
  return { ...attributes, strides: [1, ...pair(attributes.strides)] };
}

function triple(of: Triple | number): Triple {
  return typeof of === "number" ? [of, of, of] : of;
}

function pair(of: readonly number[] | number): [h: number, w: number] {
  return typeof of === "number" ? [of, of] : [of[0]!, of[1]!];
}
