/** Hashes of the files that decide the lab's table; a test uses them to notice an outdated table. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Returns the SHA-256 of one file, as 64 hex digits. */
export function fileHash(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/**
 * Returns the SHA-256 of a model's folder, as 64 hex digits. It covers the card's fields that decide an answer
 * (architecture, input, classes), the weights manifest and the shards, but not the card's texts and figures.
 *
 * @throws {Error} if a file is missing or not JSON.
 */
export function modelHash(folder: string): string {
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as never;
  const { architecture, input, classes } = json("card.json") as Record<string, unknown>;
  const { weightsManifest } = json("model.json") as { weightsManifest: { paths: string[] }[] };
  const hash = createHash("sha256")
    .update(JSON.stringify([architecture, input, classes]))
    .update(JSON.stringify(weightsManifest));
  for (const path of weightsManifest.flatMap(({ paths }) => paths)) {
    hash.update(readFileSync(join(folder, path)));
  }
  return hash.digest("hex");
}
