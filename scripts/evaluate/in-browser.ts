/** Runs in the browser: the page's own workers, without its page. `evaluate.ts` calls `classifyClips`. */
import type { FrameStack } from "../../src/clip/clip.ts";
import { generateClip } from "../../src/generate/generate-clip.ts";
import type { ModelCard } from "../../src/models/card.ts";
import { createClient } from "../../src/worker/client.ts";
import type { ClipCommands, LabCommands } from "../../src/worker/protocol.ts";
import type { LabelledClip } from "./labels.ts";

/** Outcome for one clip: probabilities, or the reason why it could not be read. */
export type ClipOutcome =
  | { readonly file: string; readonly probabilities: number[] }
  | { readonly file: string; readonly problem: string };

const worker = (url: URL) => new Worker(url, { type: "module" });
const lab = createClient<LabCommands>(worker(new URL("../../src/worker/lab.worker.ts", import.meta.url)));
const clips = createClient<ClipCommands>(worker(new URL("../../src/worker/clip.worker.ts", import.meta.url)));

/**
 * Loads one model and classifies clips: files under `clipsUrl`, decoded as on the page, or clips generated at the
 * model's size.
 */
export async function classifyClips(
  modelUrl: string,
  clipsUrl: string,
  labelled: readonly LabelledClip[],
): Promise<{ card: ModelCard; outcomes: ClipOutcome[] }> {
  await lab.run("start", {});
  const card = await lab.run("loadModel", { baseUrl: modelUrl });
  const outcomes: ClipOutcome[] = [];
  for (const clip of labelled) {
    try {
      const frames = await framesOf(clip, clipsUrl, card.input);
      const probabilities = await lab.run("classify", { modelId: card.id, frames });
      outcomes.push({ file: clip.file, probabilities: Array.from(probabilities) });
    } catch (error) {
      outcomes.push({ file: clip.file, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  return { card, outcomes };
}

async function framesOf(
  { file: name, class: className, seed }: LabelledClip,
  clipsUrl: string,
  { frames: T, height, width }: ModelCard["input"],
): Promise<FrameStack> {
  if (seed !== undefined) return generateClip({ className, seed, T, height, width }).frames;
  const response = await fetch(clipsUrl + encodeURIComponent(name));
  if (!response.ok) throw new Error(`${name}: no such file in the folder.`);
  const file = new File([await response.blob()], name);
  const source = { kind: "upload", fileName: name } as const;
  return (await clips.run("decode", { files: [file], source, name, T })).frames;
}
