/**
 * The clips that a study was given: a folder's, the bundled ones or generated ones, in an order that all shards share.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseManifest } from "../../src/state/manifest.ts";
import type { StudyClip } from "../../src/study/clips.ts";
import { bundledClips, CLIP_ENDINGS, generatedClips, pickFiles } from "../../src/study/listed-clips.ts";
import { readLabelsIfAny } from "../evaluate/labels.ts";
import { ROOT } from "../source-page.ts";
import { UsageError, type Shard } from "./options.ts";

/** A clip to pass into the browser: plain data, with the address of its bytes instead of `read`. */
export type AskedClip =
  | Extract<StudyClip, { kind: "generated" }>
  | (Omit<Extract<StudyClip, { kind: "bundled" }>, "read"> & { readonly url: string })
  | (Omit<Extract<StudyClip, { kind: "file" }>, "read"> & { readonly url: string });

/** Address at which the browser finds the folder's files. */
export const CLIPS_ADDRESS = "/study-clips/";

/** The clips of one shard. */
export interface AskedFor {
  readonly clips: readonly AskedClip[];
  /** Number of clips in all shards. */
  readonly total: number;
  /** Folder to serve at `CLIPS_ADDRESS`; null if none is needed. */
  readonly folder: string | null;
  /** Warnings for the user. */
  readonly warnings: readonly string[];
}

/**
 * Returns the shard's clips: every n-th of all clips in order, starting with the i-th.
 *
 * @param given  "bundled", "generated:N" or a folder.
 * @throws {UsageError} for an invalid number of clips; {Error} for a folder that is missing or has no clips.
 */
export function clipsAskedFor(given: string, shard: Shard): AskedFor {
  const mine = <A>(all: readonly A[]) => all.filter((_, at) => at % shard.n === shard.i - 1);
  const plain = (all: readonly AskedClip[]): AskedFor => ({
    clips: mine(all),
    total: all.length,
    folder: null,
    warnings: [],
  });
  if (given === "bundled") return plain(clipsOfPage());
  if (given.startsWith("generated:")) return plain(testClips(given));
  const folder = resolve(given);
  const { files, warnings } = filesOf(folder);
  const clips = mine(files).map(({ of, ...file }): AskedClip => {
    const url = CLIPS_ADDRESS + encodeURIComponent(of.name);
    return { kind: "file", ...file, hash: hashOf(join(folder, of.name)), url };
  });
  return { clips, total: files.length, folder, warnings };
}

function clipsOfPage(): AskedClip[] {
  const path = join(ROOT, "public/clips/manifest.json");
  const entries = parseManifest(JSON.parse(readFileSync(path, "utf8")), path);
  return bundledClips(entries).map((clip) => ({ ...clip, url: `/clips/${clip.file}` }));
}

function testClips(given: string): AskedClip[] {
  const count = Number(given.slice("generated:".length));
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(
      `--clips generated:N takes a number of clips, such as "generated:50", not "${given}".`,
    );
  return generatedClips(count);
}

function filesOf(folder: string) {
  const names = namesIn(folder);
  const { files, absent } = pickFiles(
    names.map((name) => ({ name })),
    readLabelsIfAny(folder) ?? [],
  );
  if (files.length === 0)
    throw new Error(
      `${folder} contains no clips; their names end in ${CLIP_ENDINGS.map((each) => `.${each}`).join(", ")}.`,
    );
  const few = absent.slice(0, 3).join(", ");
  return {
    files,
    warnings:
      absent.length === 0
        ? []
        : [`the labels name ${absent.length} missing files: ${few}${absent.length > 3 ? ", …" : ""}`],
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(
      (name) => !statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory(),
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new Error(`${folder} is not a folder.`, { cause: error });
    throw new Error(`${folder} cannot be read (${code ?? String(error)}).`, { cause: error });
  }
}

const CHUNK = 1 << 20;

/**
 * Returns the SHA-256 of the file's bytes. An unreadable file is identified by its name and gives an error when opened.
 */
function hashOf(path: string): string {
  try {
    const hash = createHash("sha256");
    const file = openSync(path, "r");
    const chunk = Buffer.alloc(CHUNK);
    try {
      for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk))
        hash.update(chunk.subarray(0, length));
    } finally {
      closeSync(file);
    }
    return `sha256:${hash.digest("hex")}`;
  } catch {
    return `unreadable:${path.split("/").at(-1)!}`;
  }
}
