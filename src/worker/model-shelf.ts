/** The lab worker's models: weights in plain memory, networks on the current backend. */
import { LabError } from "../base/errors.ts";
import { buildModel } from "../models/build.ts";
import type { ModelCard } from "../models/card.ts";
import type { LoadedModel } from "../models/load.ts";
import type { VideoModel } from "../models/model.ts";
import { weightSource } from "../models/weights.ts";

/** Loaded models by id. Weights survive a lost graphics device, and networks are rebuilt from them. */
export class ModelShelf {
  readonly #loaded = new Map<string, LoadedModel>();
  readonly #built = new Map<string, VideoModel>();

  /**
   * Builds a model and adds it, replacing any model with the same id.
   *
   * @throws {LabError} "weights" if card and weights do not match; the previous model then stays.
   */
  add(loaded: LoadedModel): ModelCard {
    const { id } = loaded.card;
    const built = build(loaded);
    this.#built.get(id)?.dispose();
    this.#built.set(id, built);
    this.#loaded.set(id, loaded);
    return loaded.card;
  }

  /**
   * Returns the network on the current backend, building it if needed.
   *
   * @throws {LabError} "value" if no model with this id is loaded.
   */
  get(id: string): VideoModel {
    const built = this.#built.get(id);
    if (built) return built;
    const again = build(this.loaded(id));
    this.#built.set(id, again);
    return again;
  }

  /**
   * Returns the card and weights of a model.
   *
   * @throws {LabError} "value" if no model with this id is loaded.
   */
  loaded(id: string): LoadedModel {
    const loaded = this.#loaded.get(id);
    if (!loaded) throw new LabError("value", `The model "${id}" is not loaded. Load it first.`);
    return loaded;
  }

  /**
   * Forgets all networks without disposing them, because their tensors died with their backend; `get` rebuilds them.
   */
  forgetBuilt(): void {
    this.#built.clear();
  }
}

function build({ card, weights, topology }: LoadedModel): VideoModel {
  return buildModel(card, weightSource(weights, "model.json"), topology);
}
