/** Distinguishes a model's files from a clip's by name; the worker checks what they hold. */

/** File name endings of weights. No clip has one. */
const WEIGHTS = /\.(pt|pth|ckpt|tar|safetensors|h5|hdf5|keras|bin|index|pkl|onnx|npz|data-\d+-of-\d+)$/i;

/**
 * Returns whether files are meant as a model: if any of them holds weights, or if there are several and all are JSON or
 * text. A single JSON file may be a saved result; only its text can say.
 *
 * @example
 * areModelFiles([{ name: "weights.safetensors" }]); // true
 * areModelFiles([{ name: "clip.mp4" }, { name: "labels.txt" }]); // false
 */
export function areModelFiles(files: readonly { readonly name: string }[]): boolean {
  if (files.some(({ name }) => WEIGHTS.test(name))) return true;
  return files.length > 1 && files.every(({ name }) => /\.(json|txt)$/i.test(name));
}
