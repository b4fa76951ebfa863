/** A bundled model with its own weights, in Node. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildModel } from "../../src/models/build.ts";
import { parseCard, type ModelCard } from "../../src/models/card.ts";
import type { VideoModel } from "../../src/models/model.ts";
import { decodeWeights, parseManifest, weightSource } from "../../src/models/weights.ts";

/** Reads a JSON file of the repository. */
export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8")) as unknown;

type Weights = Awaited<ReturnType<typeof decodeWeights>>;

/** Reads the card and the weights of `public/models/<id>`. */
export async function shippedWeights(id: string): Promise<{ card: ModelCard; weights: Weights }> {
  const folder = join("public/models", id);
  const card = parseCard(readJson(join(folder, "card.json")), "card.json");
  const manifest = parseManifest(readJson(join(folder, "model.json")), "model.json");
  const shard = async (path: string) => new Uint8Array(await readFile(join(folder, path))).buffer;
  return { card, weights: await decodeWeights(manifest, shard, "model.json") };
}

/**
 * Builds `public/models/<id>` on the current backend; the caller disposes it.
 *
 * @param change  Returns the weights to build it with; default: its own.
 */
export async function shippedModel(
  id: string,
  change: (weights: Weights, card: ModelCard) => Weights = (weights) => weights,
): Promise<VideoModel> {
  const { card, weights } = await shippedWeights(id);
  return buildModel(card, weightSource(change(weights, card), "model.json"));
}
