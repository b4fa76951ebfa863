/**
 * Zip archives by their entries. Stored entries are read by slices of the file, deflated ones are inflated whole, and
 * both only after the checks of `openZip`: nothing overlaps, nothing is encrypted, nothing grows out of proportion.
 *
 * A read of a whole entry, as most tensors are, compares its checksum; a read of a part of one cannot, so damage in it
 * shows in values only. PyTorch can be told to write no true checksums (`set_crc32_options`); such files are refused.
 */
import { BlobReader, Uint8ArrayWriter, ZipReader, type FileEntry } from "@zip.js/zip.js";
import { invariant, LabError } from "../base/errors.ts";
import { readRange, type ByteSource } from "./byte-source.ts";
import { shown } from "../base/shown.ts";

/** An opened archive. */
export interface ZipArchive {
  /** Paths of all files in it, in the archive's order. */
  readonly paths: readonly string[];
  /** What the file of this path holds, or null where there is none. */
  entry(path: string): ByteSource | null;
}

/**
 * A directory of more bytes lists far more than weights (a data set, say) and would fill the memory. That of I3D with
 * the state of its Adam has 53 519.
 */
const MOST_DIRECTORY_BYTES = 4 * 2 ** 20;
/** Bytes that a deflated byte may become. Trained weights hardly deflate at all; only runs of equal numbers do. */
const MOST_INFLATION = 32;
/** Below this an entry may be as compressible as it likes: a bias of zeros, a text. */
const FREE_BYTES = 2 ** 20;
/** zip's "stored" and "deflated"; archives of weights use no others. */
const [STORED, DEFLATED] = [0, 8];

/** One read of the directory must not take more memory than the directory of an archive of weights needs. */
class BoundedReader extends BlobReader {
  constructor(private readonly file: File) {
    super(file);
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > MOST_DIRECTORY_BYTES) {
      throw new LabError(
        "weights",
        `${this.file.name}: the zip archive’s list of files takes ${length} bytes, at most ${MOST_DIRECTORY_BYTES} are read; ` +
          "an archive of weights has a short one. Choose the checkpoint itself.",
      );
    }
    return super.readUint8Array(index, length);
  }
}

/**
 * Reads an archive's directory.
 *
 * @throws {LabError} "weights" where it is damaged, ends early, is split, or two entries share bytes.
 */
export async function openZip(file: File): Promise<ZipArchive> {
  const entries = new Map<string, FileEntry>();
  await telling(file, async () => {
    const reader = new ZipReader(new BoundedReader(file), { useWebWorkers: false });
    for await (const entry of reader.getEntriesGenerator())
      if (!entry.directory) entries.set(entry.filename, entry);
  });
  refuseOverlaps(file, [...entries.values()]);
  return {
    paths: [...entries.keys()],
    entry(path) {
      const entry = entries.get(path);
      return entry === undefined ? null : entrySource(file, entry);
    },
  };
}

/** The fixed part of the header before each entry's data. */
const LOCAL_HEADER_BYTES = 30;

/** Entries that share bytes are how a small archive pretends to be a huge one. zip.js looks again at each read. */
function refuseOverlaps(file: File, entries: readonly FileEntry[]): void {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  let free = 0;
  for (const { filename, offset, compressedSize } of inOrder) {
    if (offset < free) {
      throw new LabError(
        "weights",
        `${file.name}: in the zip archive, ${shown(filename)} begins at byte ${offset}, inside the entry before it, which reaches to byte ${free}; ` +
          "the archive is damaged or made to deceive.",
      );
    }
    free = offset + LOCAL_HEADER_BYTES + compressedSize;
  }
}

/** @throws {LabError} "weights" for an entry that is encrypted, oddly compressed, or claims to be out of proportion. */
function refuseUnreadable(file: File, entry: FileEntry): void {
  const { uncompressedSize, compressedSize, compressionMethod, encrypted } = entry;
  const what = `${file.name}: in the zip archive, ${shown(entry.filename)}`;
  if (encrypted) {
    throw new LabError(
      "weights",
      `${what} is encrypted. Unpack it with its password and pack it again without one.`,
    );
  }
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    throw new LabError(
      "weights",
      `${what} is compressed by method ${compressionMethod}; 0 (stored) and 8 (deflated) are read. Pack it again so.`,
    );
  }
  const most = compressionMethod === STORED ? compressedSize : MOST_INFLATION * compressedSize + FREE_BYTES;
  if (uncompressedSize > most || compressedSize > file.size) {
    throw new LabError(
      "weights",
      `${what} claims ${uncompressedSize} bytes out of ${compressedSize}; at most ${most} are believed. ` +
        "The archive is damaged or made to fill the memory.",
    );
  }
}

const READING = { checkCrc32: true, checkOverlappingEntry: true, useWebWorkers: false } as const;

function entrySource(file: File, entry: FileEntry): ByteSource {
  const { filename, uncompressedSize: bytes, compressionMethod } = entry;
  const get = (options: Parameters<FileEntry["getData"]>[1]) =>
    telling(file, () => entry.getData(new Uint8ArrayWriter(), options), filename);

  return {
    bytes,
    async read(start, end) {
      refuseUnreadable(file, entry);
      if (end > bytes) {
        throw new LabError(
          "weights",
          `${file.name}: in the zip archive, ${shown(filename)} has ${bytes} bytes where ${end} are needed; the file is damaged.`,
        );
      }
      if (start === 0 && end === bytes) return get(READING);
      if (compressionMethod === DEFLATED) return (await get(READING)).slice(start, end);
      // Reads the header before the data, and so learns where that begins.
      await get({ ...READING, checkOverlappingEntryOnly: true });
      const at = entry.localDirectory?.dataOffset;
      invariant(at !== undefined, () => "zip.js checked an entry without reading its header");
      return readRange(file, at + start, at + end);
    },
  };
}

/** Runs a task of zip.js, whose errors are bare sentences, and says in which file and entry it failed. */
async function telling<T>(file: File, task: () => Promise<T>, filename?: string): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    const place = filename === undefined ? "the zip archive" : `${shown(filename)} in the zip archive`;
    throw new LabError(
      "weights",
      `${file.name}: ${place} cannot be read (${why}); the file is incomplete or damaged. Download or copy it again.`,
      { cause },
    );
  }
}
