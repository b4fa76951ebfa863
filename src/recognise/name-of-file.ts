/** What to call a model before anybody has named it. */

/** Endings of files with weights, as people have them; other dots belong to the name: "i3d.v2.pt" is "i3d.v2". */
const ENDINGS = /(?:\.(?:pth|pt|tar|bin|ckpt|h5|hdf5|keras|weights|safetensors|index|json))+$/i;

/**
 * The file's name without its endings: "rgb_imagenet.pth.tar" -> "rgb_imagenet".
 *
 * @param file  a name without folders; kept whole where it is nothing but endings.
 */
export function nameOfFile(file: string): string {
  return file.replace(ENDINGS, "") || file;
}
