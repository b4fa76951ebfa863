/** What the page fetches: its own clips and models, and clips that a link names by address. */
import { LabError } from "../base/errors.ts";
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

/**
 * A file from the page's own server or from an `https:` address.
 *
 * @throws {LabError} "link" naming the address when it cannot be had; "cancelled" after an abort.
 */
export async function fetchBlob(url: string, signal: AbortSignal): Promise<Blob> {
  try {
    const response = await fetch(url, { signal, credentials: "same-origin" });
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
    return await response.blob();
  } catch (error) {
    if (signal.aborted) throw new LabError("cancelled", `${url}: cancelled.`);
    const why = error instanceof Error ? error.message : String(error);
    throw new LabError(
      "link",
      `${url}: the clip could not be fetched (${why}). Check the address, or download the file and upload it here.`,
      { cause: error },
    );
  }
}
