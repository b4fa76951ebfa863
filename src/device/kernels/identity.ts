/**
 * Identity on WASM without a copy.
 *
 * The stock kernel copies its tensor, and TF.js clones every value that it saves for a gradient, so each activation
 * of a search step would be written twice. Tensors never change, so a second reference will do: the stock Reshape on
 * WASM, and Identity on the other backends, do the same.
 */
import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** Replaces the stock kernel, where the WASM backend is present. */
export function registerSharedIdentity(): void {
  if (tf.getKernel(tf.Identity, "wasm")) tf.unregisterKernel(tf.Identity, "wasm");
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
