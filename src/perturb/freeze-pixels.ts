/** Freeze perturbation with a space-and-time mask, on tensors. `math/{upsample,freeze-pixels}.ts` are its reference. */
import * as tf from "@tensorflow/tfjs";
import { runFreezePixels, runFreezePixelsGradient } from "../device/kernels/freeze-pixels.ts";
import { upsampleMatrix, type GridShape } from "../math/upsample.ts";

/**
 * Upsamples masks on a grid to every pixel, by two matrix products.
 *
 * @param masks  [B, T h w]; stay the caller's.
 * @returns      [B, T, H W], new; differentiable.
 */
export function upsampleMasks(masks: tf.Tensor2D, { h, w }: GridShape, to: GridShape): tf.Tensor3D {
  const B = masks.shape[0];
  const frames = masks.size / (h * w);
  return tf.tidy(() => {
    const [down, across] = [
      tf.tensor2d(upsampleMatrix(h, to.h), [to.h, h]),
      tf.tensor2d(upsampleMatrix(w, to.w), [to.w, w]),
    ];
    const wide = tf.matMul(masks.reshape<tf.Tensor2D>([frames * h, w]), across, false, true);
    const turned = wide.reshape<tf.Tensor3D>([frames, h, to.w]).transpose<tf.Tensor3D>([0, 2, 1]);
    const high = tf.matMul(turned.reshape<tf.Tensor2D>([frames * to.w, h]), down, false, true);
    const pixels = high.reshape<tf.Tensor3D>([frames, to.w, to.h]).transpose<tf.Tensor3D>([0, 2, 1]);
    return pixels.reshape([B, frames / B, to.h * to.w]);
  });
}

/**
 * Returns the clip frozen with each of the masks.
 *
 * @param frames  [1, T, H, W, C], any range; a constant, so no gradient flows to it. Stays the caller's.
 * @param masks   [B, T, H W] in [0, 1]; 1 = perturbed. Stay the caller's.
 * @returns       [B, T, H, W, C], new; differentiable in the masks.
 */
export function freezePixels(frames: tf.Tensor5D, masks: tf.Tensor3D): tf.Tensor5D {
  const [, T, H, W, C] = frames.shape;
  return tf.tidy(() => {
    const clip = frames.reshape<tf.Tensor3D>([T, H * W, C]);
    const run = tf.customGrad((input, save) => {
      const frozen = runFreezePixels(clip, input as tf.Tensor3D);
      (save as tf.GradSaveFunc)([input as tf.Tensor3D, frozen]);
      return {
        value: frozen,
        gradFunc: (gradFrozen: tf.Tensor, [saved, made]: tf.Tensor[]) =>
          runFreezePixelsGradient(clip, saved as tf.Tensor3D, made as tf.Tensor4D, gradFrozen as tf.Tensor4D),
      };
    });
    return run(masks).reshape([masks.shape[0], T, H, W, C]);
  });
}
