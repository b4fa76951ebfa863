/**
 * Registers our kernels with TF.js. A kernel is registered for each backend that has its own version of it, and may have
 * a fallback that all other backends use. Models and ops do not depend on backends: a new backend adds one file per kernel.
 */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../base/errors.ts";

/** A kernel's function. Takes inputs in the order of their keys "0", "1", ...; returns new outputs. */
export type LabKernel<Attributes> = (
  inputs: tf.TensorInfo[],
  attributes: Attributes,
) => tf.TensorInfo | tf.TensorInfo[];

/** A kernel composed of other ops. TF.js records no gradient inside it. */
export type Composition<Attributes> = (
  inputs: tf.Tensor[],
  attributes: Attributes,
) => tf.Tensor | tf.Tensor[];

const fallbacks = new Map<string, tf.KernelFunc>();

/** Registers a kernel for one backend. Names are prefixed "Lab" so that they never clash with a stock kernel. */
export function registerLabKernel<Attributes>(
  name: string,
  backendName: string,
  kernel: LabKernel<Attributes>,
): void {
  tf.registerKernel({ kernelName: name, backendName, kernelFunc: asKernelFunc(kernel) });
}

/** Registers the kernel that backends without their own kernel of this name run. */
export function registerFallback<Attributes>(name: string, kernel: LabKernel<Attributes>): void {
  fallbacks.set(name, asKernelFunc(kernel));
}

/** Registers a composition of other ops as the fallback. */
export function registerComposition<Attributes>(name: string, compose: Composition<Attributes>): void {
  registerFallback<Attributes>(name, composed(compose));
}

/** Returns the composition as a kernel. */
function composed<Attributes>(compose: Composition<Attributes>): LabKernel<Attributes> {
  // Our ops always pass tensors as the infos; treating them as tensors keeps the compositions readable.
  return (inputs, attributes) => tf.tidy(() => compose(inputs as tf.Tensor[], attributes));
}

/** Calls one of our kernels on the current backend. */
export function runLabKernel(
  name: string,
  inputs: readonly tf.Tensor[],
  attributes: Readonly<Record<string, unknown>> = {},
): tf.Tensor[] {
  ensureRegistered(name);
  const result: tf.Tensor | tf.Tensor[] = tf
    .engine()
    .runKernel(name, named(inputs), attributes as unknown as tf.NamedAttrMap);
  return Array.isArray(result) ? result : [result];
}

/**
 * Calls one of our kernels from inside another. Bypasses TF.js's bookkeeping, which costs as much as a small kernel.
 * Returns the first output; the caller frees it with `freeInside`.
 */
export function callInside(
  name: string,
  inputs: readonly tf.TensorInfo[],
  attributes: Readonly<Record<string, unknown>> = {},
): tf.TensorInfo {
  ensureRegistered(name);
  return callStockInside(name, named(inputs), attributes);
}

/** Does the same as `callInside` for a stock TF.js kernel, whose inputs have names. */
export function callStockInside(
  name: string,
  inputs: tf.NamedTensorInfoMap,
  attributes: Readonly<Record<string, unknown>>,
): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(name, tf.getBackend());
  const attrs = attributes as unknown as tf.NamedAttrMap;
  const made = kernelFunc({ inputs, attrs, backend: tf.backend() });
  return Array.isArray(made) ? made[0]! : made;
}

/** Frees an output of `callInside` or `callStockInside`. */
export function freeInside({ dataId }: tf.TensorInfo): void {
  tf.backend().disposeData(dataId);
}

function ensureRegistered(name: string): void {
  const backendName = tf.getBackend();
  if (tf.getKernel(name, backendName)) return;
  const kernelFunc = fallbacks.get(name);
  invariant(kernelFunc, () => `kernel ${name} is not registered`);
  tf.registerKernel({ kernelName: name, backendName, kernelFunc });
}

function named<A>(inputs: readonly A[]): Record<string, A> {
  return Object.fromEntries(inputs.map((input, i) => [String(i), input]));
}

function asKernelFunc<Attributes>(kernel: LabKernel<Attributes>): tf.KernelFunc {
  return ({ inputs, attrs }) =>
    kernel(Object.values(inputs) as tf.TensorInfo[], attrs as unknown as Attributes);
}
