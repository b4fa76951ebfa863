/** The interface of every video classifier, whatever its architecture. */
import type * as tf from "@tensorflow/tfjs";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import type { CamPooling } from "../math/grad-cam.ts";
import type { ModelCard } from "./card.ts";

/**
 * Receives every named endpoint as it is computed and returns the tensor to use in its place.
 *
 * @param endpoint  [B, T, h, w, C], post-activation.
 */
export type EndpointTap = (name: string, endpoint: tf.Tensor5D) => tf.Tensor5D;

/** A tap that changes nothing. */
export const LOOK: EndpointTap = (_, endpoint) => endpoint;

/** An architecture with its weights. */
export interface Network {
  /** Endpoint that Grad-CAM uses; null if the model has none that is suitable. */
  readonly camEndpoint: string | null;
  /** Axes over which Grad-CAM averages the gradients at that endpoint. */
  readonly camPooling: CamPooling;
  /**
   * Computes the logits of preprocessed clips; differentiable in the frames.
   *
   * @param frames  [B, T, H, W, 3], preprocessed as the card's input says; stays the caller's.
   * @returns       [B, classes], new.
   */
  logits(frames: tf.Tensor5D, tap?: EndpointTap): tf.Tensor2D;
  /**
   * Computes the first layer's responses to each source picture, for `logitsOfMix`. The caller disposes them.
   *
   * @param sources  [1, S, H, W, 3]; stays the caller's.
   * @param T        Number of frames of the clips mixed from the sources; default S.
   */
  respond(sources: tf.Tensor5D, T?: number): FrameResponses;
  /**
   * Computes the logits of the clips y = W x: the same as `logits(y)` but much cheaper, and differentiable only in W.
   *
   * @param weights  [B, T, S], one W per clip.
   * @returns        [B, classes], new.
   */
  logitsOfMix(responses: FrameResponses, weights: tf.Tensor3D, tap?: EndpointTap): tf.Tensor2D;
}

/** A video classifier in inference mode. Its builder disposes it. */
export interface VideoModel extends Network {
  readonly card: ModelCard;
  /** Frees the weights. */
  dispose(): void;
}

/** Makes the model the owner of something, which is then disposed with the model; returns it. */
export type Own = <D extends { dispose(): void }>(owned: D) => D;
