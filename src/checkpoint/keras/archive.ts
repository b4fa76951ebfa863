/** Reads the two members of a `.keras` archive (a zip file) that are used here. */
import { LabError } from "../../base/errors.ts";
import { shown } from "../../base/shown.ts";
import type { ZipArchive } from "../zip.ts";
import { MOST_HDF5_BYTES } from "./hdf5.ts";

const CONFIG = "config.json";
const WEIGHTS = "model.weights.h5";

/** Longest configuration read; those of the largest models have a few MB. */
const MOST_CONFIG_BYTES = 2 ** 26;

/** Returns whether a zip archive with these paths is a Keras 3 archive. */
export function isKerasArchive(paths: Iterable<string>): boolean {
  const all = new Set(paths);
  return all.has(CONFIG) && (all.has(WEIGHTS) || all.has("model.weights.npz"));
}

/** The parts of a `.keras` archive that are used here. */
export interface KerasArchive {
  /** The model's configuration, as text. */
  readonly config: string;
  /** `model.weights.h5`, whole. */
  readonly weights: Uint8Array;
}

/**
 * Reads a `.keras` archive.
 *
 * @throws {LabError} "weights" if it is damaged, has no weights, or its members are too large.
 */
export async function readKerasArchive(file: File, zip: ZipArchive): Promise<KerasArchive> {
  const member = (path: string, most: number) => {
    const entry = zip.entry(path);
    if (!entry) {
      const held = zip.paths.slice(0, 5).map(shown).join(", ") || "nothing";
      throw new LabError(
        "weights",
        `${file.name}: a zip archive without ${path} (it contains ${held}); a .keras file has config.json and ` +
          "model.weights.h5. Save the model with Keras 3’s model.save(…).",
      );
    }
    if (entry.bytes > most) {
      throw new LabError(
        "weights",
        `${file.name}: ${path} unpacks to ${entry.bytes} bytes; at most ${most} are read here. Save the weights as safetensors.`,
      );
    }
    return entry.read(0, entry.bytes);
  };
  const config = new TextDecoder().decode(await member(CONFIG, MOST_CONFIG_BYTES));
  return { config, weights: await member(WEIGHTS, MOST_HDF5_BYTES) };
}
