/** The models that the lab worker holds: their weights in plain memory, their networks on the current backend. */
import { LabError } from "../base/errors.ts";
import { buildModel } from "../models/build.ts";
import type { ModelCard } from "../models/card.ts";
import type { LoadedModel } from "../models/load.ts";
import type { VideoModel } from "../models/model.ts";
import { weightSource } from "../models/weights.ts";

/** Loaded models by id. Weights outlive a lost graphics device; networks are built again from them. */
export class ModelShelf {
  readonly #loaded = new Map<string, LoadedModel>();
  readonly #built = new Map<string, VideoModel>();

  /**
   * Adds a model, replacing one of the same id, and builds it.
   *
   * @throws {LabError} "weights" where card and weights do not fit; what was there before stays.
   */
  add(loaded: LoadedModel): ModelCard {
    const { id } = loaded.card;
    const built = build(loaded);
    this.#built.get(id)?.dispose();
    this.#built.set(id, built);
    this.#loaded.set(id, loaded);
    return loaded.card;
  }

  /** The network, on the current backend. @throws {LabError} "value" for an id that was not loaded. */
  get(id: string): VideoModel {
    const built = this.#built.get(id);
    if (built) return built;
    const again = build(this.loaded(id));
    this.#built.set(id, again);
    return again;
  }

  /** @throws {LabError} "value" for an id that was not loaded. */
  loaded(id: string): LoadedModel {
    const loaded = this.#loaded.get(id);
    if (!loaded) throw new LabError("value", `The model "${id}" is not loaded. Load it first.`);
    return loaded;
  }

  /** Forgets all networks, whose tensors died with their backend; `get` builds them again. */
  forgetBuilt(): void {
    this.#built.clear();
  }
}

function build({ card, weights, topology }: LoadedModel): VideoModel {
  return buildModel(card, weightSource(weights, "model.json"), topology);
}
