/** Where the page's own clips and models are, and the list of the clips. */
import { parseManifest, type BundledClip } from "../state/manifest.ts";

/** Under the page's own address, wherever that is. */
function under(path: string): string {
  return new URL(path, document.baseURI).href;
}

/** Full address of a file in `public/clips`. */
export function clipUrl(file: string): string {
  return under(`clips/${file}`);
}

/** Full address of the folder `public/models/<id>/`. */
export function modelUrl(id: string): string {
  return under(`models/${id}/`);
}

/**
 * The bundled clips; none where this copy of the page has no list.
 *
 * @throws {LabError} "value" when the list cannot be read.
 */
export async function loadManifest(): Promise<readonly BundledClip[]> {
  const url = clipUrl("manifest.json");
  const response = await fetch(url);
  // A development server answers with the page itself where a file is missing.
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (!response.ok || !isJson) return [];
  return parseManifest(await response.json(), "clips/manifest.json");
}
