/** Builds a model from its card and weights. */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../base/errors.ts";
import type { ModelCard } from "./card.ts";
import { buildClstm4 } from "./convlstm/clstm4.ts";
import { buildConvLstm } from "./convlstm/keras.ts";
import { buildI3d } from "./i3d/i3d.ts";
import type { Network, Own, VideoModel } from "./model.ts";
import { buildTfjs, type TfjsTopology } from "./tfjs/tfjs.ts";
import type { WeightSource } from "./weights.ts";

/**
 * Builds the network that the card describes. The caller disposes it.
 *
 * @param topology  Topology and weights of a TF.js model, which does not use `weights`; omitted for other models.
 * @throws {LabError} "weights" if a weight is missing or has the wrong shape; everything allocated is then freed.
 */
export function buildModel(card: ModelCard, weights: WeightSource, topology?: TfjsTopology): VideoModel {
  const owned: { dispose(): void }[] = [];
  const own: Own = (thing) => {
    owned.push(thing);
    return thing instanceof tf.Tensor ? tf.keep(thing) : thing;
  };
  const dispose = () => owned.forEach((thing) => thing.dispose());
  try {
    return { ...networkOf(card, weights, topology, own), card, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

function networkOf(
  card: ModelCard,
  weights: WeightSource,
  topology: TfjsTopology | undefined,
  own: Own,
): Network {
  const { architecture } = card;
  switch (architecture.kind) {
    case "i3d":
      return buildI3d(card, architecture, weights, own);
    case "convlstm":
      return buildConvLstm(card, architecture, weights, own);
    case "clstm4":
      return buildClstm4(card, architecture, weights, own);
    case "tfjs":
      invariant(topology, () => "a TF.js model needs a topology");
      return buildTfjs(card, architecture, topology, own);
  }
}
