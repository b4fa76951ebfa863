/** The page and the command compute the same hashes, so that their records merge. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { modelHash as commandsHash } from "../../../scripts/paper-table/fingerprint.ts";
import { fileHash, modelHash } from "../../../src/study/hashes.ts";

const folder = (id: string) => new URL(`../../../public/models/${id}/`, import.meta.url);

test.each(["i3d", "convlstm"])("of the bundled %s, read file by file", async (id) => {
  const read = (name: string) => Promise.resolve(new Blob([readFileSync(new URL(name, folder(id)))]));
  expect(await modelHash(read)).toBe(commandsHash(folder(id).pathname));
});

test("of a file read in several pieces", async () => {
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 7) % 251);
  const expected = createHash("sha256").update(bytes).digest("hex");
  expect(await fileHash(new Blob([bytes]))).toBe(`sha256:${expected}`);
  const changed = bytes.slice();
  changed[2_400_000]! ^= 1;
  expect(await fileHash(new Blob([changed]))).not.toBe(`sha256:${expected}`); // the last piece counts
});

test("hashing ends when cancelled", async () => {
  const stopped = AbortSignal.abort();
  await expect(fileHash(new Blob(["x"]), stopped)).rejects.toMatchObject({ code: "cancelled" });
});
