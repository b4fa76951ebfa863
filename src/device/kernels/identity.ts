/**
 * An Identity kernel for WASM that does not copy.
 *
 * The stock kernel copies its tensor, and TF.js clones every value that it saves for a gradient, so each activation of a
 * search step would be written twice. Tensors are immutable, so a second reference is enough. The stock Reshape on WASM,
 * and Identity on the other backends, do the same.
 */
import * as tf from "@tensorflow/tfjs";
// Import the backend for its side effect: the stock kernel must be registered first, or it would later replace ours.
import "@tensorflow/tfjs-backend-wasm";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Replaces the stock Identity kernel on WASM. */
export function registerSharedIdentity(): void {
  tf.unregisterKernel(tf.Identity, "wasm");
  tf.registerKernel({
    kernelName: tf.Identity,
    backendName: "wasm",
    kernelFunc: ({ inputs }) => {
      const { dataId, shape, dtype } = (inputs as { x: tf.TensorInfo }).x;
      (tf.backend() as unknown as BackendWasm).incRef(dataId);
      return { dataId, shape, dtype };
    },
  });
}
