/** Opening files by what they hold: a clip, a model's files, or a result that was saved here. */
import { fragmentOf } from "../export/result-link.ts";
import { readResult } from "../export/result-json.ts";
import { openClip } from "./clip-actions.ts";
import { attempt, type LabContext } from "./context.ts";
import { openLink } from "./link-actions.ts";
import { importModel } from "./model-actions.ts";

/** More than any result takes, its clip inside the link included. */
const MOST_RESULT_BYTES = 16_000_000;

/**
 * Opens what the user chose or dropped. A single JSON file that is none of a model's goes to the reader of results,
 * which says what is wrong with it; then the page stays as it was.
 *
 * @param meant  what all other files are taken for.
 */
export async function takeFiles(
  context: LabContext,
  files: readonly File[],
  meant: "clip" | "model",
): Promise<void> {
  const [only] = files;
  const json = only !== undefined && files.length === 1 ? await jsonIn(only) : null;
  if (only !== undefined && json !== null) {
    if (isOfModel(json)) await importModel(context, files);
    else await openResult(context, json, only.name);
  } else if (meant === "model") await importModel(context, files);
  else await openClip(context, { kind: "files", files, name: nameOf(files) });
}

/** The text of a file that is JSON by its name or by its first sign; null for any other. */
async function jsonIn(file: File): Promise<string | null> {
  const named = /\.json$/i.test(file.name);
  if (file.size > MOST_RESULT_BYTES) return null;
  const head = named ? "{" : await file.slice(0, 16).text();
  return head.trimStart().startsWith("{") ? file.text() : null;
}

/** Whether a JSON text is a model's card or its weights' manifest. */
function isOfModel(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return (
      typeof value === "object" &&
      value !== null &&
      ["architecture", "weightsManifest", "modelTopology"].some((key) => key in value)
    );
  } catch {
    return false;
  }
}

/** Follows the link inside a result's file. */
async function openResult(context: LabContext, json: string, name: string): Promise<void> {
  await attempt(context, "value", async () => {
    await openLink(context, fragmentOf(readResult(json, name), name));
  });
}

function nameOf(files: readonly File[]): string {
  return files.length === 1 ? files[0]!.name : `${files.length} frames`;
}
