/**
 * Shuffles weights from the logits down, for the model randomisation sanity check (Adebayo et al., NeurIPS 2018).
 *
 * Departure: the paper re-initialises layers from their initial distribution. Here the values of each filter are shuffled
 * within it, which preserves each layer's distribution of values (a checkpoint does not say how it was initialised).
 * Biases and batch norms stay unchanged: without the filters they were learnt with, they carry no information about the
 * clip. But a batch norm's statistics no longer fit, and behind a few of I3D's, every clip gives the same logits:
 * `i3d/renormalise.ts` estimates them again. C-LSTM needs no such thing, since its cells' outputs stay within (-1, 1).
 */
import { fnv1a, mulberry32, shuffle } from "../base/prng.ts";
import type { ModelCard } from "./card.ts";
import { STAGES } from "./i3d/endpoints.ts";
import type { NamedWeight } from "./weights.ts";

/** A layer: the name of its endpoint (for the last layer, of its weights), and the prefix of its weights' names. */
export interface Layer {
  readonly name: string;
  readonly prefix: string;
}

/** One stage of the cascade: these layers are shuffled, and no earlier ones. */
export interface CascadeStage {
  /** Name of the deepest shuffled layer, counting down from the logits. */
  readonly downTo: string;
  readonly layers: readonly Layer[];
}

/** Number of stages in a cascade; each costs a search. */
const STAGE_COUNT = 3;

/** Returns the layers with weights, from the logits down; null for a TF.js model, whose layers are unknown. */
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

/** Returns the stages of the cascade: only the logits, then evenly spaced depths, then all layers. */
export function cascadeOf(layers: readonly Layer[], count = STAGE_COUNT): CascadeStage[] {
  const depths = Array.from({ length: count }, (_, i) =>
    Math.round((i * (layers.length - 1)) / Math.max(count - 1, 1)),
  );
  return [...new Set(depths)].map((depth) => ({
    downTo: layers[depth]!.name,
    layers: layers.slice(0, depth + 1),
  }));
}

/** Returns whether a weight belongs to one of the layers, given its name. */
export function isIn(layers: readonly Layer[], name: string): boolean {
  return layers.some(({ prefix }) => name.startsWith(prefix));
}

/**
 * Returns the weights with the filters (two axes or more) of the given layers shuffled; other weights are not copied.
 *
 * @param seed  Each filter's shuffle depends on the seed and its name, so deeper stages shuffle upper layers identically.
 */
export function shuffledWeights(
  weights: ReadonlyMap<string, NamedWeight>,
  layers: readonly Layer[],
  seed: number,
): Map<string, NamedWeight> {
  return new Map(
    Array.from(weights, ([name, weight]) => {
      if (weight.shape.length < 2 || !isIn(layers, name)) return [name, weight];
      const values = weight.values.slice();
      shuffle(values, mulberry32(fnv1a(`${seed} ${name}`)));
      return [name, { shape: weight.shape, values }];
    }),
  );
}
