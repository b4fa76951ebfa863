/**
 * Weights by name, from a file of any format. Opening a file reads only names and places; values are read on demand from
 * slices of the file, so memory holds only what is used.
 */
import type { StoredType } from "./numbers.ts";

/** One tensor of a file. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly dtype: StoredType;
  /** Number of bytes that `read` reads from the file, for progress. */
  readonly bytes: number;
  /**
   * Returns the values as float32, row-major whatever the strides in the file; new, and the caller's.
   *
   * @throws {LabError} "weights", naming file and tensor, if the file ends early or is damaged there.
   */
  read(): Promise<Float32Array>;
}

/** Format of a checkpoint, in the words that the page shows. */
export type CheckpointFormat =
  "PyTorch (zip)" | "PyTorch (legacy)" | "safetensors" | "Keras 3" | "Keras HDF5" | "TensorFlow checkpoint";

/** An opened checkpoint: one file, or several that belong together. */
export interface Checkpoint {
  readonly format: CheckpointFormat;
  /** Name of the file, or of the file that lists the others; for messages. */
  readonly from: string;
  /** Tensors in the file's order and under its names, without a `module.` prefix common to all of them. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Keras's model configuration, parsed from JSON; null for files without one. */
  readonly config: unknown;
}
