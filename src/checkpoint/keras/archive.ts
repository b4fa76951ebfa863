/** The two members of a `.keras` archive (a zip file) that matter here, inflated within bounds. */
import { BlobReader, ZipReader, type FileEntry } from "@zip.js/zip.js";
import { LabError } from "../../base/errors.ts";
import { MOST_HDF5_BYTES } from "./hdf5.ts";

const CONFIG = "config.json";
const WEIGHTS = "model.weights.h5";

/** A configuration is text about layers; the largest models' are a few MB. */
const MOST_CONFIG_BYTES = 2 ** 26;

/** Deflate makes no more than this of a byte. */
const MOST_INFLATION = 1032;

/** Whether a zip archive with members of these names is one that Keras 3 writes. */
export function isKerasArchive(names: Iterable<string>): boolean {
  const all = new Set(names);
  return all.has(CONFIG) && (all.has(WEIGHTS) || all.has("model.weights.npz"));
}

/** What a `.keras` archive holds. */
export interface KerasArchive {
  /** The model's configuration, as text. */
  readonly config: string;
  /** `model.weights.h5`, whole. */
  readonly weights: Uint8Array;
}

/**
 * Reads a `.keras` archive.
 *
 * @throws {LabError} "weights" where it is damaged, has no weights, or its members claim or hold more than can be.
 */
export async function readKerasArchive(file: File): Promise<KerasArchive> {
  const zip = new ZipReader(new BlobReader(file), { useWebWorkers: false });
  try {
    const entries = new Map<string, FileEntry>();
    for await (const entry of zip.getEntriesGenerator()) {
      if (!entry.directory) entries.set(entry.filename, entry);
    }
    const member = (name: string, most: number) => {
      const entry = entries.get(name);
      if (entry) return inflate(entry, file, most);
      const held = [...entries.keys()].slice(0, 5).join(", ") || "nothing";
      throw new LabError(
        "weights",
        `${file.name}: a zip archive without ${name} (it holds ${held}); a .keras file has config.json and ` +
          "model.weights.h5. Save the model with model.save(…) of Keras 3.",
      );
    };
    const config = new TextDecoder().decode(await member(CONFIG, MOST_CONFIG_BYTES));
    return { config, weights: await member(WEIGHTS, MOST_HDF5_BYTES) };
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    throw new LabError(
      "weights",
      `${file.name}: its zip archive is damaged or cut short. Download or save it again.`,
      { cause },
    );
  } finally {
    await zip.close();
  }
}

/** @param most  bytes that may come of it. */
async function inflate(entry: FileEntry, file: File, most: number): Promise<Uint8Array> {
  const { filename, uncompressedSize: claimed, compressedSize } = entry;
  const possible = Math.min(compressedSize, file.size) * (entry.compressionMethod === 0 ? 1 : MOST_INFLATION);
  if (claimed > most || claimed > possible) {
    throw new LabError(
      "weights",
      `${file.name}: ${filename} claims to unpack to ${claimed} bytes; at most ${Math.min(most, possible)} can be. ` +
        "The file is damaged or made to do harm.",
    );
  }
  const bytes = new Uint8Array(claimed);
  let filled = 0;
  const sink = new WritableStream<Uint8Array>({
    write(part) {
      if (filled + part.length > claimed) throw new Error(`${filename} unpacks to more than it claims`);
      bytes.set(part, filled);
      filled += part.length;
    },
  });
  await entry.getData(sink, { checkCrc32: true, checkOverlappingEntry: true });
  if (filled !== claimed) throw new Error(`${filename} unpacks to ${filled} bytes, not ${claimed}`);
  return bytes;
}
