/** Addresses of the page's own clips and models, and the lists of them. */
import { LabError } from "../base/errors.ts";
import { parseManifest, parseModelList, type BundledClip, type BundledModel } from "../state/manifest.ts";

/** Returns a path as an address below the page's own, whatever that is. */
function under(path: string): string {
  return new URL(path, document.baseURI).href;
}

/** Returns the full address of a file in `public/clips`. */
export function clipUrl(file: string): string {
  return under(`clips/${file}`);
}

/** Returns the full address of the folder `public/models/<id>/`. */
export function modelUrl(id: string): string {
  return under(`models/${id}/`);
}

/**
 * Loads the list of bundled clips; empty if this copy of the page has no list.
 *
 * @throws {LabError} "value" when the list cannot be read.
 */
export async function loadManifest(): Promise<readonly BundledClip[]> {
  const url = clipUrl("manifest.json");
  const response = await fetch(url);
  // A development server serves the page itself in place of a missing file.
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (!response.ok || !isJson) return [];
  return parseManifest(await response.json(), "clips/manifest.json");
}

/**
 * Loads the list of bundled models.
 *
 * @throws {LabError} "weights" when the list cannot be loaded, "value" when it cannot be read.
 */
export async function loadModelList(): Promise<readonly BundledModel[]> {
  const response = await fetch(under("models/manifest.json"));
  if (!response.ok) {
    throw new LabError(
      "weights",
      `models/manifest.json: the server answered ${response.status}, so the bundled models cannot be listed. Reload the page.`,
    );
  }
  return parseModelList(await response.json(), "models/manifest.json");
}
