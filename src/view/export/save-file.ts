/** Hands a file to the browser's downloads. */

/** Time for which the file stays available: by then the browser has read it, or the user has declined. */
const KEPT_MS = 60_000;

/** Saves a file under its name; the browser and the user decide where. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
