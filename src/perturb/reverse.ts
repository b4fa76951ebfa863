/** The reverse perturbation on tensors. `math/reverse.ts` is its reference and decides which frames swap. */
import * as tf from "@tensorflow/tfjs";
import { reverseMatrix } from "../math/reverse.ts";

/**
 * W(m) of the reverse y = W x, a constant: which frames form a run is a discrete choice, made on the host.
 *
 * @param mask  [T] in [0, 1]; 1 = perturbed.
 * @returns     [1, T, T], new.
 */
export function reverseWeights(mask: ArrayLike<number>): tf.Tensor3D {
  return tf.tensor3d(Float32Array.from(reverseMatrix(mask)), [1, mask.length, mask.length]);
}
