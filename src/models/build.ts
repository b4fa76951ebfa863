/** From a card and weights to a model. */
import type { ModelCard } from "./card.ts";
import { buildConvLstm } from "./convlstm/convlstm.ts";
import { buildI3d } from "./i3d/i3d.ts";
import type { VideoModel } from "./model.ts";
import type { WeightSource } from "./weights.ts";

/**
 * Builds the network that the card describes. Whoever calls disposes it.
 *
 * @throws {LabError} "weights" where a weight is missing or does not fit.
 */
export function buildModel(card: ModelCard, weights: WeightSource): VideoModel {
  switch (card.architecture.kind) {
    case "i3d":
      return buildI3d(card, card.architecture, weights);
    case "convlstm":
      return buildConvLstm(card, card.architecture, weights);
  }
}
