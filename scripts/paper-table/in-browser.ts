/** Runs in the browser: the page's own workers, without its page. `paper-table.ts` calls the exported functions. */
import { eventFrames } from "../../src/math/event-frames.ts";
import type { ModelCard } from "../../src/models/card.ts";
import type { MaskResult } from "../../src/result/mask-result.ts";
import type { PresetName } from "../../src/math/search-settings.ts";
import { parseManifest, type BundledClip } from "../../src/state/manifest.ts";
import { createClient } from "../../src/worker/client.ts";
import type { ClipCommands, LabCommands } from "../../src/worker/protocol.ts";

const worker = (url: URL) => new Worker(url, { type: "module" });
const lab = createClient<LabCommands>(worker(new URL("../../src/worker/lab.worker.ts", import.meta.url)));
const clips = createClient<ClipCommands>(worker(new URL("../../src/worker/clip.worker.ts", import.meta.url)));

/** Outcome for one clip with one model. */
export interface Outcome {
  /** True event, first and last frame (0-based, inclusive). */
  readonly event: readonly [first: number, last: number] | null;
  readonly probabilities: readonly number[];
  readonly result: MaskResult;
}

/** Returns the bundled clips that have a label; without a true class there is no target. */
export async function listClips(): Promise<readonly BundledClip[]> {
  const response = await fetch("/clips/manifest.json");
  const all = parseManifest(await response.json(), "clips/manifest.json");
  return all.filter(({ label }) => label !== undefined);
}

/** Loads a bundled model on WASM, which computes the same on every machine. */
export async function loadModel(id: string): Promise<ModelCard> {
  await lab.run("start", { prefer: "wasm" });
  return lab.run("loadModel", { baseUrl: new URL(`/models/${id}`, location.href).href });
}

/** Decodes a clip as the page does and searches for the mask of its true class. */
export async function searchClip(clip: BundledClip, card: ModelCard, preset: PresetName): Promise<Outcome> {
  const { id: modelId, classes, input } = card;
  const target = classes.indexOf(clip.label ?? "");
  if (target < 0)
    throw new Error(`${modelId} does not know the class "${clip.label}" of the clip ${clip.id}.`);
  const blob = await (await fetch(`/clips/${clip.file}`)).blob();
  const source = { kind: "bundled", id: clip.id } as const;
  const { frames, timestampsS } = await clips.run("decode", {
    files: [new File([blob], clip.file)],
    source,
    name: clip.name,
    T: input.frames,
  });
  const probabilities = await lab.run("classify", { modelId, frames });
  const result = await lab.run("searchMask", { modelId, frames, target, preset });
  return {
    event: clip.eventS === undefined ? null : eventFrames(timestampsS, clip.eventS),
    probabilities: Array.from(probabilities),
    result,
  };
}
