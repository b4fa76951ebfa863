/** SHA-256 hashes of a study's files and models, the same as in the records of `npm run study`. */
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
 * Returns "sha256:…" of a file's bytes. Reads the file in pieces.
 *
 * @throws {LabError} "cancelled" after an abort. If the file cannot be read, the browser's error passes through.
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
 * Returns the SHA-256 of a model's folder as 64 hex digits. It covers the card's fields that decide an answer, the
 * weights manifest and the shards.
 *
 * @param read  returns a file of the folder, by name.
 * @throws {LabError} "cancelled" after an abort; the errors of `read`; {SyntaxError} for a card that is not JSON.
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
