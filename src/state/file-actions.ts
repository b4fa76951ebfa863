/** Opening files by what they hold: a clip, a model, or a result saved by this page. */
import { fragmentOf } from "../export/result-link.ts";
import { readResult } from "../export/result-json.ts";
import { openClip } from "./clip-actions.ts";
import { attempt, type LabContext } from "./context.ts";
import { openLink, type BesideLink } from "./link-actions.ts";
import { importFiles } from "./import-actions.ts";
import { areModelFiles } from "./model-files.ts";

/** Largest file that is read as a result, in bytes; above any result with a clip inside its link. */
const MOST_RESULT_BYTES = 16_000_000;

/** The actions on files that the user chose or dropped. */
export const fileActions = (context: LabContext) => ({
  /** Opens a video, the frames of one clip, or a saved result. */
  openFiles: (files: readonly File[]) => takeFiles(context, files, "clip"),

  /** Imports a model from a folder's files, or inspects a checkpoint and asks for what its files do not say. */
  importModel: (files: readonly File[]) => takeFiles(context, files, "model"),
});

/**
 * Opens the files that the user chose or dropped. A single JSON file may be a saved result or a model's; one that is
 * neither goes to the reader for `meant`, which reports what is wrong with it and leaves the page unchanged.
 *
 * @param meant  how to treat files that do not say what they are.
 */
async function takeFiles(
  context: LabContext,
  files: readonly File[],
  meant: "clip" | "model",
): Promise<void> {
  const [only] = files;
  // Do not wait for the text of what is clearly a clip: the user's next choice must find its decoding running.
  if (only !== undefined && files.length === 1 && !isMedia(only)) {
    const json = await jsonIn(only);
    const kind = json === null ? "other" : kindOf(json);
    if (json !== null && (kind === "result" || (kind === "other" && meant === "clip"))) {
      return openResult(context, json, only.name);
    }
    if (kind === "model") return importFiles(context, files);
  }
  if (meant === "model" || areModelFiles(files)) return importFiles(context, files);
  return openClip(context, { kind: "files", files, name: nameOf(files) });
}

/** Returns whether a file is a video or a picture by its type or name. */
function isMedia({ name, type }: File): boolean {
  return /^(video|image)\//.test(type) || /\.(mp4|m4v|mov|webm|mkv|gif|png|jpe?g|webp|avif|bmp)$/i.test(name);
}

/** Returns the text of a file that is JSON by its name or its first character; null for any other file. */
async function jsonIn(file: File): Promise<string | null> {
  if (file.size > MOST_RESULT_BYTES) return null;
  const head = /\.json$/i.test(file.name) ? "{" : await file.slice(0, 16).text();
  return head.trimStart().startsWith("{") ? file.text() : null;
}

/** Returns what a JSON text holds: a result, a model's card or weights manifest, or neither. */
function kindOf(json: string): "result" | "model" | "other" {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null) return "other";
    // A weights manifest may have a "format" too, so its mere presence does not make a result.
    if ("format" in value && String(value.format).startsWith("freezeframe-")) return "result";
    return ["architecture", "weightsManifest", "modelTopology", "weight_map"].some((key) => key in value)
      ? "model"
      : "other";
  } catch {
    return "other";
  }
}

/** Opens the link inside a result file, with the faithfulness measured of its masks. */
async function openResult(context: LabContext, json: string, name: string): Promise<void> {
  await attempt(context, "value", async () => {
    const result = readResult(json, name);
    const measured: BesideLink["measured"] = (modelId, target) =>
      result.explanations.find((one) => one.modelId === modelId && one.target.index === target)?.trust
        ?.measured;
    await openLink(context, fragmentOf(result, name), { measured });
  });
}

function nameOf(files: readonly File[]): string {
  return files.length === 1 ? files[0]!.name : `${files.length} frames`;
}
