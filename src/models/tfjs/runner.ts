/** The common interface of layers models and graph models. */
import type * as tf from "@tensorflow/tfjs";
import type { CamPooling } from "../../math/grad-cam.ts";
import type { EndpointTap } from "../model.ts";

/** An imported model, ready to run. */
export interface TfjsRunner {
  /** Shape of each input; null or -1 stands for any length. */
  readonly inputs: readonly (readonly (number | null)[])[];
  /** See `Network`; null if the model has no suitable feature map. */
  readonly camEndpoint: string | null;
  /** See `Network`. */
  readonly camPooling: CamPooling;
  /**
   * Returns the model's outputs, new; differentiable in the frames.
   *
   * @param frames  [B, T, H, W, 3]; stays the caller's.
   * @param tap     Called only with `camEndpoint`.
   */
  run(frames: tf.Tensor5D, tap: EndpointTap): tf.Tensor | tf.Tensor[];
  /** Returns the names of the nodes that run an op; none if the format has no nodes. */
  readonly nodesOf: (op: string) => readonly string[];
  /** Frees the weights. */
  dispose(): void;
}
