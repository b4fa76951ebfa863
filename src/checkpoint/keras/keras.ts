/**
 * Opens Keras files as checkpoints: `.h5` and `.hdf5` from Keras 2 and tf.keras, `.weights.h5` and `.keras` from Keras 3.
 * Nothing in them is executed; a configuration is passed on as plain data.
 */
import { LabError } from "../../base/errors.ts";
import { sizeOf } from "../../base/shape.ts";
import { readRange } from "../byte-source.ts";
import type { Checkpoint, StoredTensor } from "../checkpoint.ts";
import { decodeNumbers, STORED_BYTES } from "../numbers.ts";
import type { ZipArchive } from "../zip.ts";
import { readKerasArchive } from "./archive.ts";
import { Hdf5File, MOST_HDF5_BYTES, type DatasetFacts } from "./hdf5.ts";
import { findWeights } from "./layouts.ts";

/**
 * Opens an HDF5 file from Keras (see `isHdf5`). Reads it whole, since the HDF5 library cannot wait for slices.
 *
 * @throws {LabError} "weights", naming the file and what is wrong with it; "unsupported" if the library does not load.
 */
export async function openKerasHdf5(file: File): Promise<Checkpoint> {
  if (file.size > MOST_HDF5_BYTES) {
    throw new LabError(
      "weights",
      `${file.name}: it has ${file.size} bytes; HDF5 files of at most ${MOST_HDF5_BYTES} bytes can be read here. ` +
        "Save only the weights, without the optimiser’s state, or save them as safetensors.",
    );
  }
  return checkpointOf(await readRange(file, 0, file.size), file.name, null);
}

/**
 * Opens a `.keras` archive (see `isKerasArchive`). Unpacks its weights as a whole.
 *
 * @throws {LabError} "weights", naming the file and what is wrong with it; "unsupported" if the library does not load.
 */
export async function openKerasArchive(file: File, zip: ZipArchive): Promise<Checkpoint> {
  const { config, weights } = await readKerasArchive(file, zip);
  return checkpointOf(weights, file.name, parseConfig(config, file.name));
}

async function checkpointOf(contents: Uint8Array, from: string, config: unknown): Promise<Checkpoint> {
  const file = await Hdf5File.of(contents, from);
  return file.use((reader) => {
    const { format, weights } = findWeights(reader, from);
    const tensors = new Map<string, StoredTensor>();
    for (const { name, path } of weights) {
      const facts = reader.facts(path);
      if (facts.dtype !== null) tensors.set(name, storedTensor(file, facts, facts.dtype));
    }
    // Deflated tensors, and links to one tensor under many names, may add up to more than the file.
    const total = [...tensors.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    if (total > MOST_HDF5_BYTES) {
      throw new LabError(
        "weights",
        `${from}: its tensors have ${total} bytes in all; at most ${MOST_HDF5_BYTES} can be read here. ` +
          "Save only the weights, or save them as safetensors.",
      );
    }
    const ownConfig = config === null ? reader.strings("/", "model_config")?.[0] : undefined;
    return {
      format,
      from,
      tensors,
      config: ownConfig === undefined ? config : parseConfig(ownConfig, from),
    };
  });
}

function storedTensor(
  file: Hdf5File,
  { path, shape }: DatasetFacts,
  dtype: NonNullable<DatasetFacts["dtype"]>,
): StoredTensor {
  return {
    shape,
    dtype,
    bytes: sizeOf(shape) * STORED_BYTES[dtype],
    read: () =>
      // Start in a promise, so that errors become rejections as with other files.
      Promise.resolve().then(() =>
        decodeNumbers(
          file.use((reader) => reader.bytes(path)),
          dtype,
        ),
      ),
  };
}

function parseConfig(text: string, from: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new LabError(
      "weights",
      `${from}: its model configuration is not JSON; the file is damaged. Save the model again.`,
      { cause },
    );
  }
}
