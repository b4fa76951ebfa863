/**
 * Weights shuffled from the logits down, for the sanity check by model randomisation (Adebayo et al., NeurIPS 2018).
 *
 * Departure: they draw layers anew from their initial distribution; here the values of each filter are shuffled within
 * it, which keeps each layer's distribution of values (a checkpoint does not say how it was initialised). Biases and
 * batch norms are left as they are: without the filters that they were learnt with they know nothing of the clip, and
 * statistics that no longer fit would only make the activations overflow or die.
 */
import { fnv1a, mulberry32, shuffle } from "../base/prng.ts";
import type { ModelCard } from "./card.ts";
import { STAGES } from "./i3d/endpoints.ts";
import type { NamedWeight } from "./weights.ts";

/** A layer, by its endpoint's name (the last one's by its weights'), and the beginning of its weights' names. */
export interface Layer {
  readonly name: string;
  readonly prefix: string;
}

/** One stage of the cascade: these layers are shuffled, and none before them. */
export interface CascadeStage {
  /** Name of the last layer on the way down. */
  readonly downTo: string;
  readonly layers: readonly Layer[];
}

/** Stages of a cascade: each costs a search. */
const STAGE_COUNT = 3;

/** The layers that hold weights, from the logits down to the first; null where the architecture is not ours to know. */
export function layersFromLogits(architecture: ModelCard["architecture"]): readonly Layer[] | null {
  switch (architecture.kind) {
    case "i3d": {
      const trunk = STAGES.filter(({ kind }) => kind !== "pool").map(({ name }) => ({
        name,
        prefix: `${name}.`,
      }));
      return [...trunk, { name: "Logits", prefix: "logits." }].reverse();
    }
    case "convlstm": {
      const layers = architecture.units.map((_, i) => ({
        name: `clstm_${i + 1}`,
        prefix: `clstm_${i + 1}/`,
      }));
      return [...layers, { name: "dense", prefix: "dense/" }].reverse();
    }
    case "clstm4": {
      const layers = architecture.units.map((_, i) => ({
        name: `clstm_${i + 1}`,
        prefix: `clstm.cell${i}.`,
      }));
      return [...layers, { name: "endFC", prefix: "endFC." }].reverse();
    }
    case "tfjs":
      return null;
  }
}

/** The cascade: the logits alone, then evenly spread depths, then all layers. */
export function cascadeOf(layers: readonly Layer[], count = STAGE_COUNT): CascadeStage[] {
  const depths = Array.from({ length: count }, (_, i) =>
    Math.round((i * (layers.length - 1)) / Math.max(count - 1, 1)),
  );
  return [...new Set(depths)].map((depth) => ({
    downTo: layers[depth]!.name,
    layers: layers.slice(0, depth + 1),
  }));
}

/**
 * The weights with the filters (two axes or more) of some layers shuffled; the others are the same objects.
 *
 * @param seed  each filter draws from it and its own name, so that a deeper stage shuffles the upper layers alike.
 */
export function shuffledWeights(
  weights: ReadonlyMap<string, NamedWeight>,
  layers: readonly Layer[],
  seed: number,
): Map<string, NamedWeight> {
  const isShuffled = (name: string, { shape }: NamedWeight) =>
    shape.length >= 2 && layers.some(({ prefix }) => name.startsWith(prefix));
  return new Map(
    Array.from(weights, ([name, weight]) => {
      if (!isShuffled(name, weight)) return [name, weight];
      const values = weight.values.slice();
      shuffle(values, mulberry32(fnv1a(`${seed} ${name}`)));
      return [name, { shape: weight.shape, values }];
    }),
  );
}
