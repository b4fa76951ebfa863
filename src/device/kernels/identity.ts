/**
 * Identity on WASM without a copy.
 *
 * The stock kernel copies its tensor, and TF.js clones every value that it saves for a gradient, so each activation
 * of a search step would be written twice. Tensors never change, so a second reference will do: the stock Reshape on
 * WASM, and Identity on the other backends, do the same.
 */
import * as tf from "@tensorflow/tfjs";
// Imported for its kernels too: the stock one must be there to be replaced, or it would come later and replace ours.
import "@tensorflow/tfjs-backend-wasm";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Replaces the stock kernel. */
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
