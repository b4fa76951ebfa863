/** Hands a file to the browser's own downloads. */

/** The browser reads the file at its leisure; after this time it has it, or the user has said no. */
const KEPT_MS = 60_000;

/** Saves a file under its name; where and whether, the browser and its user decide. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
