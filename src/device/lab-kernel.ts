/**
 * Our kernels in TF.js' registry: each is registered for the backends that have their own version of it, and with a
 * fallback that every other backend gets. Models and ops know nothing of backends; a new one adds a file a kernel.
 */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../base/errors.ts";

/** Inputs in the order of their keys "0", "1", ...; outputs are new. */
export type LabKernel<Attributes> = (
  inputs: tf.TensorInfo[],
  attributes: Attributes,
) => tf.TensorInfo | tf.TensorInfo[];

/** A kernel made of other ops. Inside it TF.js records no gradient. */
export type Composition<Attributes> = (
  inputs: tf.Tensor[],
  attributes: Attributes,
) => tf.Tensor | tf.Tensor[];

const fallbacks = new Map<string, tf.KernelFunc>();

/** Registers a kernel for one backend. Names are prefixed "Lab", so that they never meet a stock one. */
export function registerLabKernel<Attributes>(
  name: string,
  backendName: string,
  kernel: LabKernel<Attributes>,
): void {
  tf.registerKernel({ kernelName: name, backendName, kernelFunc: asKernelFunc(kernel) });
}

/** Registers what backends without a kernel of this name of their own run. */
export function registerFallback<Attributes>(name: string, kernel: LabKernel<Attributes>): void {
  fallbacks.set(name, asKernelFunc(kernel));
}

/** Registers a composition of other ops as the fallback. */
export function registerComposition<Attributes>(name: string, compose: Composition<Attributes>): void {
  registerFallback<Attributes>(name, composed(compose));
}

/** The composition as a kernel. */
function composed<Attributes>(compose: Composition<Attributes>): LabKernel<Attributes> {
  // Infos are tensors wherever our ops make them; taking them as such keeps the compositions readable.
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
 * Calls one of our kernels from inside another one, past TF.js' bookkeeping, which costs as much as a small kernel.
 * The caller frees the outputs with `freeInside`.
 */
export function callInside(
  name: string,
  inputs: readonly tf.TensorInfo[],
  attributes: Readonly<Record<string, unknown>> = {},
): tf.TensorInfo {
  ensureRegistered(name);
  return callStockInside(name, named(inputs), attributes);
}

/** The same for a kernel of TF.js', by the names that it has for its inputs. */
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

/** Frees what a kernel called inside has made. */
export function freeInside({ dataId }: tf.TensorInfo): void {
  tf.backend().disposeData(dataId);
}

function ensureRegistered(name: string): void {
  const backendName = tf.getBackend();
  if (tf.getKernel(name, backendName)) return;
  const kernelFunc = fallbacks.get(name);
  invariant(kernelFunc, () => `the kernel ${name} was not registered`);
  tf.registerKernel({ kernelName: name, backendName, kernelFunc });
}

function named<A>(inputs: readonly A[]): Record<string, A> {
  return Object.fromEntries(inputs.map((input, i) => [String(i), input]));
}

function asKernelFunc<Attributes>(kernel: LabKernel<Attributes>): tf.KernelFunc {
  return ({ inputs, attrs }) =>
    kernel(Object.values(inputs) as tf.TensorInfo[], attrs as unknown as Attributes);
}
