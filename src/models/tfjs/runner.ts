/** What layers models and graph models have in common once they are made. */
import type * as tf from "@tensorflow/tfjs";
import type { CamPooling } from "../../math/grad-cam.ts";
import type { EndpointTap } from "../model.ts";

/** Somebody's model, ready to run. */
export interface TfjsRunner {
  /** Shape of each input; null or -1 where any length will do. */
  readonly inputs: readonly (readonly (number | null)[])[];
  /** See `Network`; null where the model has no features that can be looked at. */
  readonly camEndpoint: string | null;
  readonly camPooling: CamPooling;
  /**
   * The model's outputs, new; differentiable in the frames.
   *
   * @param frames  [B, T, H, W, 3]; stays the caller's.
   * @param tap     called with `camEndpoint` alone.
   */
  run(frames: tf.Tensor5D, tap: EndpointTap): tf.Tensor | tf.Tensor[];
  /** Names of the nodes that run an op, as far as the format tells. */
  readonly nodesOf: (op: string) => readonly string[];
  dispose(): void;
}
