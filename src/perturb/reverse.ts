/** The reverse perturbation on tensors. `math/reverse.ts` is its reference and decides which frames swap. */
import * as tf from "@tensorflow/tfjs";
import { reverseMatrix } from "../math/reverse.ts";

/**
 * W(m) of the reverse y = W x, a constant: which frames form a run is a discrete choice, made on the host.
 *
 * @param mask  [T] in [0, 1]; 1 = perturbed.
 * @returns     [T, T], new.
 */
export function reverseWeights(mask: ArrayLike<number>): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(reverseMatrix(mask)), [mask.length, mask.length]);
}
