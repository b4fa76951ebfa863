/**
 * Weights by name, as a file of any format holds them. Opening one reads names and places; values come when asked for,
 * by slices of the file, so that nothing is in memory that nobody wants.
 */
import type { StoredType } from "./numbers.ts";

/** One tensor of a file. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly dtype: StoredType;
  /** Bytes that `read` takes from the file: for progress. */
  readonly bytes: number;
  /**
   * The values as float32, row-major whatever the strides in the file; new, the caller's.
   *
   * @throws {LabError} "weights" naming file and tensor where the file ends early or is damaged there.
   */
  read(): Promise<Float32Array>;
}

/** How a file stores its tensors, in the words that the page shows. */
export type CheckpointFormat =
  "PyTorch (zip)" | "PyTorch (legacy)" | "safetensors" | "Keras 3" | "Keras HDF5" | "TensorFlow checkpoint";

/** An opened file, or several that belong together. */
export interface Checkpoint {
  readonly format: CheckpointFormat;
  /** The file's name, or the name of the one that lists the others; for messages. */
  readonly from: string;
  /** In the file's order. Names as the file has them, only a common `module.` of all of them taken off. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** What the file says of the network beside its tensors (Keras' configuration, parsed from JSON); null for nothing. */
  readonly config: unknown;
}
