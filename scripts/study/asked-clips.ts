/** Which clips a study is asked for: a folder's, the bundled ones or generated ones, in an order that shards agree on. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseManifest } from "../../src/state/manifest.ts";
import type { StudyClip } from "../../src/study/clips.ts";
import { generatedLabels, readLabelsIfAny } from "../evaluate/labels.ts";
import { ROOT } from "../source-page.ts";
import { UsageError, type Shard } from "./options.ts";

/** A clip on its way into the browser: plain data, with the address of its bytes in place of `read`. */
export type AskedClip =
  | Extract<StudyClip, { kind: "generated" }>
  | (Omit<Extract<StudyClip, { kind: "bundled" }>, "read"> & { readonly url: string })
  | (Omit<Extract<StudyClip, { kind: "file" }>, "read"> & { readonly url: string });

/** Where the browser finds the folder's files. */
export const CLIPS_ADDRESS = "/study-clips/";

/** What the browser can open; anything else that labels name is tried too. */
const EXTENSIONS = ["mp4", "m4v", "mov", "webm", "mkv", "gif"];

/** The clips of one shard. */
export interface AskedFor {
  readonly clips: readonly AskedClip[];
  /** In all shards. */
  readonly total: number;
  /** Folder to serve at `CLIPS_ADDRESS`; null where none is needed. */
  readonly folder: string | null;
  /** What the user should know. */
  readonly warnings: readonly string[];
}

/**
 * The shard's clips: of all in their order, every n-th from the i-th on.
 *
 * @param given  "bundled", "generated:N" or a folder.
 * @throws {UsageError} for a number of clips that is none; {Error} for a folder without clips, or none at all.
 */
export function clipsAskedFor(given: string, shard: Shard): AskedFor {
  const mine = <A>(all: readonly A[]) => all.filter((_, at) => at % shard.n === shard.i - 1);
  const plain = (all: readonly AskedClip[]): AskedFor => ({
    clips: mine(all),
    total: all.length,
    folder: null,
    warnings: [],
  });
  if (given === "bundled") return plain(bundledClips());
  if (given.startsWith("generated:")) return plain(generatedClips(given));
  const folder = resolve(given);
  const { files, warnings } = filesOf(folder);
  const clips = mine(files).map((file): AskedClip => {
    const url = CLIPS_ADDRESS + encodeURIComponent(file.name);
    return { kind: "file", ...file, hash: hashOf(join(folder, file.name)), url };
  });
  return { clips, total: files.length, folder, warnings };
}

function bundledClips(): AskedClip[] {
  const path = join(ROOT, "public/clips/manifest.json");
  return parseManifest(JSON.parse(readFileSync(path, "utf8")), path).map(
    ({ id, name, file, label, eventS, durationS, seed }) => ({
      kind: "bundled",
      id,
      name: `${id}, ${name}`,
      file,
      label,
      eventS,
      durationS,
      seed,
      url: `/clips/${file}`,
    }),
  );
}

function generatedClips(given: string): AskedClip[] {
  const count = Number(given.slice("generated:".length));
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`--clips generated:N takes a number of clips, "generated:50" say, not "${given}".`);
  return generatedLabels(count).map(({ file, class: className, seed }) => ({
    kind: "generated",
    name: file,
    className,
    seed: seed!,
  }));
}

interface FoundFile {
  readonly name: string;
  readonly label?: string;
  readonly eventS?: readonly [number, number];
}

function filesOf(folder: string): { files: FoundFile[]; warnings: string[] } {
  const names = namesIn(folder);
  const labels = new Map((readLabelsIfAny(folder) ?? []).map((entry) => [entry.file, entry]));
  const isClip = (name: string) => EXTENSIONS.includes(name.split(".").at(-1)!.toLowerCase());
  // By code unit, so that every machine sorts alike.
  const found = names.filter((name) => isClip(name) || labels.has(name)).sort();
  if (found.length === 0)
    throw new Error(
      `${folder} holds no clips; they end in ${EXTENSIONS.map((each) => `.${each}`).join(", ")}.`,
    );
  const absent = [...labels.keys()].filter((name) => !names.includes(name));
  const few = absent.slice(0, 3).join(", ");
  return {
    files: found.map((name) => {
      const { class: label, eventS } = labels.get(name) ?? {};
      return { name, ...(label === undefined ? {} : { label }), ...(eventS === undefined ? {} : { eventS }) };
    }),
    warnings:
      absent.length === 0
        ? []
        : [
            `the labels name ${absent.length} files that are not there: ${few}${absent.length > 3 ? ", …" : ""}`,
          ],
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

/** SHA-256 of the file's bytes; a file that cannot be read goes by its name, and becomes a problem when it is opened. */
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
