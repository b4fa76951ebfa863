/** Telling a model's files from a clip's by their names; what they hold is the worker's to say. */

/** Endings that weights have and clips have not. */
const WEIGHTS = /\.(pt|pth|ckpt|tar|safetensors|h5|hdf5|keras|bin|index|pkl|onnx|npz|data-\d+-of-\d+)$/i;

/**
 * Whether files are meant as a model: weights among them, or several files that are all of a model's kinds. One JSON
 * file alone can be a result: its text says.
 */
export function areModelFiles(files: readonly { readonly name: string }[]): boolean {
  if (files.some(({ name }) => WEIGHTS.test(name))) return true;
  return files.length > 1 && files.every(({ name }) => /\.(json|txt)$/i.test(name));
}
