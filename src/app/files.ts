/** Where the page's own clips and models are, and the lists of them. */
import { LabError } from "../base/errors.ts";
import { parseManifest, parseModelList, type BundledClip, type BundledModel } from "../state/manifest.ts";

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

/**
 * The bundled models.
 *
 * @throws {LabError} "weights" when the list cannot be had, "value" when it cannot be read.
 */
export async function loadModelList(): Promise<readonly BundledModel[]> {
  const response = await fetch(under("models/manifest.json"));
  if (!response.ok) {
    throw new LabError(
      "weights",
      `models/manifest.json: the server answered ${response.status}, so the page’s own models cannot be listed.`,
    );
  }
  return parseModelList(await response.json(), "models/manifest.json");
}
