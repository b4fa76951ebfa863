/** The bundled models and clips, read in Node; clips are generated from class and seed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildModel } from "../../src/models/build.ts";
import { fileFolder, loadModelFolder } from "../../src/models/load.ts";
import type { VideoModel } from "../../src/models/model.ts";
import { weightSource } from "../../src/models/weights.ts";
import { parseManifest } from "../../src/state/manifest.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Ids of the bundled models. */
export const BUNDLED: readonly string[] = ["i3d", "convlstm"];

/** A clip to generate. */
export interface Recipe {
  readonly name: string;
  readonly className: string;
  readonly seed: number;
}

/** Returns the recipes of the bundled clips. */
export function bundledClips(): Recipe[] {
  const path = join(ROOT, "public/clips/manifest.json");
  const clips = parseManifest(JSON.parse(readFileSync(path, "utf8")), path);
  return clips.flatMap(({ id, label, seed }) =>
    label !== undefined && seed !== undefined ? [{ name: id, className: label, seed }] : [],
  );
}

/** Builds a bundled model on the current backend. The caller disposes it. */
export async function openModel(id: string): Promise<VideoModel> {
  const folder = join(ROOT, "public/models", id);
  const names = ["card.json", "model.json", "group1-shard1of1.bin"];
  const files = names.map((name) => new File([readFileSync(join(folder, name))], name));
  const { card, weights } = await loadModelFolder(fileFolder(files), () => undefined);
  return buildModel(card, weightSource(weights, "model.json"));
}
