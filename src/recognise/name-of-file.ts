/** Suggests a name for a model from the name of its file. */

/** Extensions of weights files; other dots belong to the name: "i3d.v2.pt" gives "i3d.v2". */
const ENDINGS = /(?:\.(?:pth|pt|tar|bin|ckpt|h5|hdf5|keras|weights|safetensors|index|json))+$/i;

/**
 * Returns the file's name without its extensions.
 *
 * @param file  Name without folders. Returned unchanged if it consists only of extensions.
 *
 * @example
 * nameOfFile("rgb_imagenet.pth.tar"); // "rgb_imagenet"
 * nameOfFile("i3d.v2.pt"); // "i3d.v2"
 */
export function nameOfFile(file: string): string {
  return file.replace(ENDINGS, "") || file;
}
