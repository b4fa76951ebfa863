/**
 * Reads the entries of zip archives. Stored entries are read by slices of the file, deflated ones are inflated whole. All
 * are checked first: entries must not overlap, be encrypted, or unpack to an implausible size.
 *
 * Reading a whole entry, as most tensors are, verifies its checksum. Reading a part of one cannot, so damage there shows
 * only in the values. PyTorch has an option to write no valid checksums (`set_crc32_options`); such files are refused.
 */
import { BlobReader, Uint8ArrayWriter, ZipReader, type FileEntry } from "@zip.js/zip.js";
import { invariant, LabError } from "../base/errors.ts";
import { readRange, type ByteSource } from "./byte-source.ts";
import { shown } from "../base/shown.ts";

/** An opened archive. */
export interface ZipArchive {
  /** Paths of all files in the archive, in its order. */
  readonly paths: readonly string[];
  /** Returns the content of the file at a path, or null if there is none. */
  entry(path: string): ByteSource | null;
}

/**
 * Longest directory read. A longer one lists far more than weights (a data set, say) and would fill the memory. The
 * directory of an I3D checkpoint with Adam's state has 53 519 bytes.
 */
const MOST_DIRECTORY_BYTES = 4 * 2 ** 20;
/** Limit of unpacked bytes per deflated byte. Trained weights hardly compress; only runs of equal numbers do. */
const MOST_INFLATION = 32;
/** Bytes to which any entry may unpack, however compressible: a bias of zeros, a text. */
const FREE_BYTES = 2 ** 20;
/** zip's methods "stored" and "deflated"; archives of weights use no others. */
const [STORED, DEFLATED] = [0, 8];

/** A reader that refuses to read a directory longer than an archive of weights needs. */
class BoundedReader extends BlobReader {
  constructor(private readonly file: File) {
    super(file);
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > MOST_DIRECTORY_BYTES) {
      throw new LabError(
        "weights",
        `${this.file.name}: the zip archive’s list of files has ${length} bytes; at most ${MOST_DIRECTORY_BYTES} are read. ` +
          "An archive of weights has a short list. Choose the checkpoint itself.",
      );
    }
    return super.readUint8Array(index, length);
  }
}

/**
 * Reads an archive's directory.
 *
 * @throws {LabError} "weights" if it is damaged, ends early, is split, or two entries overlap.
 */
export async function openZip(file: File): Promise<ZipArchive> {
  const entries = new Map<string, FileEntry>();
  await explainErrors(file, async () => {
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

/** Length of the fixed part of the header before each entry's data. */
const LOCAL_HEADER_BYTES = 30;

/** Refuses entries that overlap, which let a small archive unpack to a huge one. zip.js checks again at each read. */
function refuseOverlaps(file: File, entries: readonly FileEntry[]): void {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  let free = 0;
  for (const { filename, offset, compressedSize } of inOrder) {
    if (offset < free) {
      throw new LabError(
        "weights",
        `${file.name}: in the zip archive, ${shown(filename)} starts at byte ${offset}, inside the entry before it, which ends at byte ${free}; ` +
          "the archive is damaged or malicious.",
      );
    }
    free = offset + LOCAL_HEADER_BYTES + compressedSize;
  }
}

/** @throws {LabError} "weights" for an entry that is encrypted, has another compression, or claims an implausible size. */
function refuseUnreadable(file: File, entry: FileEntry): void {
  const { uncompressedSize, compressedSize, compressionMethod, encrypted } = entry;
  const what = `${file.name}: in the zip archive, ${shown(entry.filename)}`;
  if (encrypted) {
    throw new LabError(
      "weights",
      `${what} is encrypted. Unpack it with its password, then pack it again without one.`,
    );
  }
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
    throw new LabError(
      "weights",
      `${what} is compressed with method ${compressionMethod}; only 0 (stored) and 8 (deflated) are read. Pack it again with one of them.`,
    );
  }
  const most = compressionMethod === STORED ? compressedSize : MOST_INFLATION * compressedSize + FREE_BYTES;
  if (uncompressedSize > most || compressedSize > file.size) {
    throw new LabError(
      "weights",
      `${what} claims to unpack from ${compressedSize} to ${uncompressedSize} bytes; at most ${most} are accepted. ` +
        "The archive is damaged or malicious.",
    );
  }
}

const READING = { checkCrc32: true, checkOverlappingEntry: true, useWebWorkers: false } as const;

function entrySource(file: File, entry: FileEntry): ByteSource {
  const { filename, uncompressedSize: bytes, compressionMethod } = entry;
  const get = (options: Parameters<FileEntry["getData"]>[1]) =>
    explainErrors(file, () => entry.getData(new Uint8ArrayWriter(), options), filename);

  return {
    bytes,
    async read(start, end) {
      refuseUnreadable(file, entry);
      if (end > bytes) {
        throw new LabError(
          "weights",
          `${file.name}: in the zip archive, ${shown(filename)} has ${bytes} bytes, but ${end} are needed; the file is damaged.`,
        );
      }
      if (start === 0 && end === bytes) return get(READING);
      if (compressionMethod === DEFLATED) return (await get(READING)).slice(start, end);
      // This call reads only the header before the data, which gives the data's offset.
      await get({ ...READING, checkOverlappingEntryOnly: true });
      const at = entry.localDirectory?.dataOffset;
      invariant(at !== undefined, () => "zip.js checked an entry without reading its header");
      return readRange(file, at + start, at + end);
    },
  };
}

/** Runs a task of zip.js and adds to its errors the file and entry in which it failed. */
async function explainErrors<T>(file: File, task: () => Promise<T>, filename?: string): Promise<T> {
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
