/** What every video classifier here can do, whatever its architecture. */
import type * as tf from "@tensorflow/tfjs";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import type { CamPooling } from "../math/grad-cam.ts";
import type { ModelCard } from "./card.ts";

/**
 * Called with every named endpoint as it is computed; what it returns is used in its place. Look, or add to it.
 *
 * @param endpoint  [B, T, h, w, C], post-activation.
 */
export type EndpointTap = (name: string, endpoint: tf.Tensor5D) => tf.Tensor5D;

/** A tap that changes nothing. */
export const LOOK: EndpointTap = (_, endpoint) => endpoint;

/** What an architecture makes of its weights. */
export interface Network {
  /** Endpoint that Grad-CAM looks at, and over what it averages gradients there; null where the model has none. */
  readonly camEndpoint: string | null;
  readonly camPooling: CamPooling;
  /**
   * Logits of a preprocessed clip; differentiable in the frames.
   *
   * @param frames  [B, T, H, W, 3] as the card's input says; stays the caller's.
   * @returns       [B, classes], new.
   */
  logits(frames: tf.Tensor5D, tap?: EndpointTap): tf.Tensor2D;
  /**
   * Responses of the first layer to each source picture, for `logitsOfMix`. The caller disposes them.
   *
   * @param sources  [1, S, H, W, 3]; stays the caller's.
   * @param T        frames of the clips that are mixed of them; default S.
   */
  respond(sources: tf.Tensor5D, T?: number): FrameResponses;
  /**
   * Logits of the clips y = W x; the same as `logits(y)` and much cheaper, differentiable in W alone.
   *
   * @param weights  [B, T, S], one W a clip.
   * @returns        [B, classes], new.
   */
  logitsOfMix(responses: FrameResponses, weights: tf.Tensor3D, tap?: EndpointTap): tf.Tensor2D;
}

/** A video classifier in inference mode. Whoever builds it disposes it. */
export interface VideoModel extends Network {
  readonly card: ModelCard;
  /** Frees the weights. */
  dispose(): void;
}

/** Hands something that lives as long as the model over to it, and gives it back. */
export type Own = <D extends { dispose(): void }>(owned: D) => D;
