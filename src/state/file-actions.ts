/** Opening files by what they hold: a clip, a model's files, or a result that was saved here. */
import { fragmentOf } from "../export/result-link.ts";
import { readResult } from "../export/result-json.ts";
import { openClip } from "./clip-actions.ts";
import { attempt, type LabContext } from "./context.ts";
import { openLink, type BesideLink } from "./link-actions.ts";
import { importFiles } from "./import-actions.ts";
import { areModelFiles } from "./model-files.ts";

/** More than any result takes, its clip inside the link included. */
const MOST_RESULT_BYTES = 16_000_000;

/** The actions on files that the user chose or dropped. */
export const fileActions = (context: LabContext) => ({
  /** Opens one video, the frames of one clip, or a result saved here. */
  openFiles: (files: readonly File[]) => takeFiles(context, files, "clip"),

  /** Imports a model from a folder's files, or looks into a checkpoint and asks what it does not say. */
  importModel: (files: readonly File[]) => takeFiles(context, files, "model"),
});

/**
 * Opens what the user chose or dropped. A single JSON file may be a result that was saved here; one that is neither
 * that nor a model's goes to the reader of what was meant, which says what is wrong with it. The page then stays as
 * it was.
 *
 * @param meant  what all other files are taken for.
 */
async function takeFiles(
  context: LabContext,
  files: readonly File[],
  meant: "clip" | "model",
): Promise<void> {
  const [only] = files;
  // No wait for what is plainly a clip: the next choice must find its decoding under way.
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

/** Whether a file is a video or a picture by its type or its name. */
function isMedia({ name, type }: File): boolean {
  return /^(video|image)\//.test(type) || /\.(mp4|m4v|mov|webm|mkv|gif|png|jpe?g|webp|avif|bmp)$/i.test(name);
}

/** The text of a file that is JSON by its name or by its first sign; null for any other. */
async function jsonIn(file: File): Promise<string | null> {
  if (file.size > MOST_RESULT_BYTES) return null;
  const head = /\.json$/i.test(file.name) ? "{" : await file.slice(0, 16).text();
  return head.trimStart().startsWith("{") ? file.text() : null;
}

/** What a JSON text is: a result, a model's card or weights' manifest, or neither. */
function kindOf(json: string): "result" | "model" | "other" {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null) return "other";
    // A weights' manifest may name a format of its own.
    if ("format" in value && String(value.format).startsWith("freezeframe-")) return "result";
    return ["architecture", "weightsManifest", "modelTopology", "weight_map"].some((key) => key in value)
      ? "model"
      : "other";
  } catch {
    return "other";
  }
}

/** Follows the link inside a result's file; what was measured comes along. */
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
