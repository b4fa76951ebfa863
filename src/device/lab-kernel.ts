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
export function composed<Attributes>(compose: Composition<Attributes>): LabKernel<Attributes> {
  // Infos are tensors wherever our ops make them; taking them as such keeps the compositions readable.
  return (inputs, attributes) => tf.tidy(() => compose(inputs as tf.Tensor[], attributes));
}

/** Calls one of our kernels on the current backend. */
export function runLabKernel(
  name: string,
  inputs: readonly tf.Tensor[],
  attributes: Readonly<Record<string, unknown>> = {},
): tf.Tensor[] {
  const backend = tf.getBackend();
  if (!tf.getKernel(name, backend)) {
    const fallback = fallbacks.get(name);
    invariant(fallback, () => `the kernel ${name} was not registered`);
    tf.registerKernel({ kernelName: name, backendName: backend, kernelFunc: fallback });
  }
  const named = Object.fromEntries(inputs.map((tensor, i) => [String(i), tensor]));
  const result: tf.Tensor | tf.Tensor[] = tf
    .engine()
    .runKernel(name, named, attributes as unknown as tf.NamedAttrMap);
  return Array.isArray(result) ? result : [result];
}

function asKernelFunc<Attributes>(kernel: LabKernel<Attributes>): tf.KernelFunc {
  return ({ inputs, attrs }) =>
    kernel(Object.values(inputs) as tf.TensorInfo[], attrs as unknown as Attributes);
}
