/**
 * Where Keras puts weights in an HDF5 file. Two layouts:
 *
 * - Keras 2, and Keras 3 where it is asked for `.h5`: a group per layer, whose attribute `weight_names` lists its
 *   weights; the attribute `layer_names` lists the layers. `save_weights` puts them at the root, `model.save` below
 *   `model_weights`. (Keras' `legacy_h5_format.py`.)
 * - Keras 3's `.weights.h5`: a group per object, named after its place in the model, with numbered variables in a group
 *   `vars`. (Keras' `saving_lib.py`; tf.keras 2.12 to 2.15 call `layers` `_layer_checkpoint_dependencies`, and on
 *   Windows write "\\" in names.)
 */
import { LabError } from "../../base/errors.ts";
import { shown } from "../../base/shown.ts";
import type { Hdf5Reader } from "./hdf5.ts";

/** A weight's name as the page calls it, and where it lies. */
export interface PlacedWeight {
  readonly name: string;
  readonly path: string;
}

/** What was found in a file. */
export interface KerasLayout {
  readonly format: "Keras 3" | "Keras HDF5";
  readonly weights: readonly PlacedWeight[];
}

/** Group of an optimiser's state in both layouts' files. */
const OPTIMISER = /^\/optimizer(_weights)?([/\\]|$)/;

/** A list of names may name one weight a million times. */
const MOST_WEIGHTS = 100_000;
/** Keras cuts a list where it passes 64 KiB. */
const MOST_PARTS = 1000;

/** Weights that belong to no layer, in Keras 2's layout. */
const TOP_LEVEL = "top_level_model_weights";

/**
 * Finds a file's weights.
 *
 * Names: Keras 2's `weight_names` without their `:0` ("conv_lst_m2d/kernel"), the layer's name before those that would
 * be there twice; Keras 3's paths with "/" throughout ("layers/conv_lstm2d/cell/vars/0").
 *
 * @throws {LabError} "weights" where the file is of neither layout, or lists a weight that it does not hold.
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
    `${from}: an HDF5 file, but not with weights as Keras saves them: it has neither the attribute "layer_names" of ` +
      'Keras 2 nor variables in groups called "vars" as of Keras 3. Save the model with model.save_weights(...).',
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
        `${from}: the layer "${shown(layer)}" is listed but not there; the file is damaged or was edited.`,
      );
    }
    for (const weight of weightNames) {
      const path = `${group}/${weight}`;
      if (!reader.has(path)) {
        throw new LabError(
          "weights",
          `${from}: the weight "${shown(weight)}" of the layer "${shown(layer)}" is listed but not there; the file is damaged or was edited.`,
        );
      }
      if (found.length === MOST_WEIGHTS) {
        throw new LabError(
          "weights",
          `${from}: it lists more than ${MOST_WEIGHTS} weights, far more than any model has; the file is damaged or made to deceive.`,
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

/** An attribute's names, those of a list that Keras had to cut into numbered parts joined; null where there is none. */
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
