/** What files and models go by in a study: SHA-256, the same that the command writes. */
import { sha256 } from "@noble/hashes/sha2.js";
import { LabError } from "../base/errors.ts";

const CHUNK = 1 << 20;

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function feed(hash: ReturnType<typeof sha256.create>, file: Blob, signal?: AbortSignal): Promise<void> {
  for (let from = 0; from < file.size; from += CHUNK) {
    if (signal?.aborted) throw new LabError("cancelled", "study: cancelled.");
    hash.update(new Uint8Array(await file.slice(from, from + CHUNK).arrayBuffer()));
  }
}

/**
 * "sha256:…" of a file's bytes, read piece by piece.
 *
 * @throws {LabError} "cancelled" after an abort; what the browser throws for a file that cannot be read.
 */
export async function fileHash(file: Blob, signal?: AbortSignal): Promise<string> {
  const hash = sha256.create();
  await feed(hash, file, signal);
  return `sha256:${hex(hash.digest())}`;
}

interface ModelFiles {
  readonly architecture: unknown;
  readonly input: unknown;
  readonly classes: unknown;
}

/**
 * SHA-256 of a model's folder, 64 hex digits: the card's fields that decide an answer, its weights manifest, its shards.
 *
 * @param read  a file of the folder by its name.
 * @throws {LabError} "cancelled" after an abort; as `read` does; {SyntaxError} for a card that is not JSON.
 */
export async function modelHash(
  read: (name: string) => Promise<Blob>,
  signal?: AbortSignal,
): Promise<string> {
  const json = async (name: string): Promise<unknown> => JSON.parse(await (await read(name)).text());
  const { architecture, input, classes } = (await json("card.json")) as ModelFiles;
  const { weightsManifest } = (await json("model.json")) as {
    weightsManifest: readonly { readonly paths: readonly string[] }[];
  };
  const hash = sha256.create();
  for (const part of [[architecture, input, classes], weightsManifest])
    hash.update(new TextEncoder().encode(JSON.stringify(part)));
  for (const path of weightsManifest.flatMap(({ paths }) => paths))
    await feed(hash, await read(path), signal);
  return hex(hash.digest());
}
