/**
 * Finds the weights in a Keras HDF5 file. There are two layouts:
 *
 * - Keras 2, and Keras 3 when it saves as `.h5`: a group per layer, whose attribute `weight_names` lists its weights; the
 *   attribute `layer_names` lists the layers. `save_weights` puts the groups at the root, `model.save` below
 *   `model_weights`. (`legacy_h5_format.py` in Keras.)
 * - Keras 3's `.weights.h5`: a group per object, named after its place in the model, with numbered variables in a group
 *   `vars`. (`saving_lib.py` in Keras; tf.keras 2.12 to 2.15 call `layers` `_layer_checkpoint_dependencies`, and on
 *   Windows write "\\" in names.)
 */
import { LabError } from "../../base/errors.ts";
import { shown } from "../../base/shown.ts";
import type { Hdf5Reader } from "./hdf5.ts";

/** A weight's name, as the page shows it, and its path in the file. */
export interface PlacedWeight {
  readonly name: string;
  readonly path: string;
}

/** The layout of a file, and its weights. */
export interface KerasLayout {
  readonly format: "Keras 3" | "Keras HDF5";
  readonly weights: readonly PlacedWeight[];
}

/** Path of the optimiser's state in files of both layouts. */
const OPTIMISER = /^\/optimizer(_weights)?([/\\]|$)/;

/** Largest number of weights listed: a damaged list may name one weight a million times. */
const MOST_WEIGHTS = 100_000;
/** Largest number of parts into which a list is split; Keras splits lists at 64 KiB. */
const MOST_PARTS = 1000;

/** Group of the weights that belong to no layer, in Keras 2's layout. */
const TOP_LEVEL = "top_level_model_weights";

/**
 * Finds a file's weights.
 *
 * Their names are Keras 2's `weight_names` without `:0` ("conv_lst_m2d/kernel"), prefixed with the layer's name if they
 * would otherwise occur twice; or Keras 3's paths, always with "/" ("layers/conv_lstm2d/cell/vars/0").
 *
 * @throws {LabError} "weights" if the file has neither layout, or lists a weight that it does not contain.
 */
export function findWeights(reader: Hdf5Reader, from: string): KerasLayout {
  for (const root of ["/model_weights", "/"]) {
    if (root !== "/" && !reader.has(root)) continue;
    const layers = names(reader, root, "layer_names");
    if (layers !== null) return { format: "Keras HDF5", weights: namedWeights(reader, root, layers, from) };
  }
  const weights = reader
    .datasets("/", (group) => !OPTIMISER.test(group))
    .filter((path) => path.split("/").at(-2) === "vars")
    .map((path) => ({ path, name: path.slice(1).replaceAll("\\", "/") }));
  if (weights.length > 0) return { format: "Keras 3", weights };
  throw new LabError(
    "weights",
    `${from}: an HDF5 file, but without weights as Keras saves them: it has neither Keras 2’s attribute "layer_names" ` +
      'nor variables in groups called "vars" as in Keras 3. Save the model with model.save_weights(...).',
  );
}

function namedWeights(
  reader: Hdf5Reader,
  root: string,
  layers: readonly string[],
  from: string,
): PlacedWeight[] {
  const found: (PlacedWeight & { readonly layer: string })[] = [];
  const base = root === "/" ? "" : root;
  const groups = reader.has(`${base}/${TOP_LEVEL}`) ? [...layers, TOP_LEVEL] : layers;
  for (const layer of new Set(groups)) {
    const group = `${base}/${layer}`;
    const weightNames = reader.has(group) ? names(reader, group, "weight_names") : null;
    if (weightNames === null) {
      throw new LabError(
        "weights",
        `${from}: the layer "${shown(layer)}" is listed but missing; the file is damaged or was edited.`,
      );
    }
    for (const weight of weightNames) {
      const path = `${group}/${weight}`;
      if (!reader.has(path)) {
        throw new LabError(
          "weights",
          `${from}: the weight "${shown(weight)}" of the layer "${shown(layer)}" is listed but missing; the file is damaged or was edited.`,
        );
      }
      if (found.length === MOST_WEIGHTS) {
        throw new LabError(
          "weights",
          `${from}: it lists more than ${MOST_WEIGHTS} weights, far more than any model has; the file is damaged or malicious.`,
        );
      }
      found.push({ path, layer, name: weight.replace(/:0$/, "") });
    }
  }
  const times = new Map<string, number>();
  for (const { name } of found) times.set(name, (times.get(name) ?? 0) + 1);
  return found.map(({ path, layer, name }) => ({
    path,
    name: times.get(name) === 1 ? name : `${layer}/${name}`,
  }));
}

/** Returns an attribute's names, joining the numbered parts of a list that Keras split; null if there is none. */
function names(reader: Hdf5Reader, path: string, attribute: string): readonly string[] | null {
  const whole = reader.strings(path, attribute);
  if (whole !== null) return whole;
  const joined: string[] = [];
  for (let part = 0; part < MOST_PARTS; part++) {
    const some = reader.strings(path, `${attribute}${part}`);
    if (some === null) return part === 0 ? null : joined;
    for (const name of some) joined.push(name);
  }
  return joined;
}
