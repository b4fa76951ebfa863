/**
 * Grad-CAM of a clip: where and when the model's last features support the target. `math/grad-cam.ts` is its
 * reference.
 */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../base/errors.ts";
import { gradCam } from "../math/grad-cam.ts";
import type { VideoModel } from "../models/model.ts";
import { classScore, type ScoreKind } from "../score/class-score.ts";
import type { CamMap } from "./cam-map.ts";

/**
 * Returns the Grad-CAM map at the model's `camEndpoint` (I3D: Mixed_5c; C-LSTM: its last ConvLSTM output).
 *
 * @param frames  [1, T, H, W, 3], preprocessed; stays the caller's.
 * @param kind    kind of class score to differentiate; the paper uses the softmax probability.
 * @throws {LabError} "value" for a target outside the classes; "unsupported" for a model without such an endpoint.
 */
export async function gradCamOf(
  model: VideoModel,
  frames: tf.Tensor5D,
  target: number,
  kind: ScoreKind,
): Promise<CamMap> {
  const { camEndpoint } = model;
  if (camEndpoint === null) {
    throw new LabError(
      "unsupported",
      `${model.card.name}: Grad-CAM needs one layer of features over time and space on which the whole output depends, and this model ` +
        "has none: it flattens its frames at once, or reaches its output by several paths. The mask search still works.",
    );
  }
  const [activations, gradients] = tf.tidy(() => {
    let seen: tf.Tensor5D | undefined;
    const capture = (name: string, endpoint: tf.Tensor5D) => {
      if (name === camEndpoint) seen = tf.keep(endpoint.clone());
      return endpoint;
    };
    model.logits(frames, capture);
    const endpoint = seen!;
    // The gradient at an endpoint is the gradient with respect to something added there.
    const score = (added: tf.Tensor): tf.Scalar =>
      classScore(
        model.logits(frames, (name, x) => (name === camEndpoint ? addFlat(x, added) : x)),
        target,
        kind,
      ).asScalar();
    return [endpoint, tf.grad(score)(tf.zeros([endpoint.size]))] as const;
  });
  try {
    const [, T, h, w, C] = activations.shape;
    const [a, g] = await Promise.all([activations.data<"float32">(), gradients.data<"float32">()]);
    return { T, h, w, values: gradCam(a, g, [T, h, w, C], model.camPooling) };
  } finally {
    tf.dispose([activations, gradients]);
  }
}

/**
 * Returns x plus flat values of the same size. Adds them flat, because stock WebGPU binary ops are unreliable at rank
 * 5.
 */
function addFlat(x: tf.Tensor5D, added: tf.Tensor): tf.Tensor5D {
  return tf.add(x.reshape([x.size]), added).reshape(x.shape);
}
