/**
 * Reads an HDF5 file in memory with the HDF5 library compiled to WASM (h5wasm). The library is loaded when the first such
 * file is opened; its JavaScript includes the WASM, so nothing else is fetched.
 *
 * The library reads synchronously, so it needs the whole file: one buffer, which its file system borrows without a copy
 * during each read. Every length in the file is checked against the file's size before anything of that length is
 * allocated.
 */
import type { Metadata, Module as h5Module } from "h5wasm";
import { LabError } from "../../base/errors.ts";
import { shown } from "../../base/shown.ts";
import { sizeOf } from "../../base/shape.ts";
import { STORED_BYTES, type StoredType } from "../numbers.ts";

type H5Module = typeof h5Module;

/** Largest file and largest tensor read: the library's own memory is limited to 2 GiB. */
export const MOST_HDF5_BYTES = 2 ** 30;

/** Largest number of bytes to which one deflated byte can unpack, by Deflate's format. */
const MOST_INFLATION = 1032;

/** Deepest nesting of groups; Keras models nest only a few layers. */
const MOST_DEPTH = 64;

/** Largest number of groups and tensors in one file. */
const MOST_OBJECTS = 100_000;

/** Types of floating-point numbers by their size in bytes. */
const FLOATS: Readonly<Record<number, StoredType>> = { 8: "float64", 4: "float32", 2: "float16" };
/** Types of signed integers by their size in bytes. */
const INTEGERS: Readonly<Record<number, StoredType>> = { 8: "int64", 4: "int32", 2: "int16", 1: "int8" };

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Returns whether a file that starts with these bytes is HDF5. */
export function isHdf5(start: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => start[i] === byte);
}

/** A dataset's type and shape, checked against the file's size. */
export interface DatasetFacts {
  readonly path: string;
  readonly shape: readonly number[];
  /** Number type; null for unsigned integers of more than 8 bits, which are counters and seeds rather than weights. */
  readonly dtype: StoredType | null;
}

/** Access to an open file. Paths start with "/". */
export interface Hdf5Reader {
  /** Returns whether a group or dataset exists. */
  has(path: string): boolean;
  /**
   * Returns the paths of all datasets below a group, in natural order.
   *
   * @param enter  Called with each subgroup's path; returns false to skip it.
   */
  datasets(path: string, enter: (group: string) => boolean): string[];
  /** Returns a text attribute's strings, or null if there is no text attribute of that name. */
  strings(path: string, attribute: string): readonly string[] | null;
  /** Returns a dataset's type and shape. */
  facts(path: string): DatasetFacts;
  /** Returns a dataset's values as in the file, little-endian and row-major; new. */
  bytes(path: string): Uint8Array;
}

/** An HDF5 file that can be read repeatedly. It does not need to be closed. */
export class Hdf5File {
  private constructor(
    private readonly contents: Uint8Array,
    private readonly library: H5Module,
    private readonly from: string,
  ) {}

  /**
   * Loads the library and returns the file.
   *
   * @param contents  The whole file, which the new object then owns.
   * @param from      Name of the file, for messages.
   * @throws {LabError} "unsupported" if the library cannot be loaded.
   */
  static async of(contents: Uint8Array, from: string): Promise<Hdf5File> {
    return new Hdf5File(contents, await loadLibrary(), from);
  }

  /**
   * Opens the file, calls `read` with it and closes it.
   *
   * @throws {LabError} "weights" if opening the file or anything in `read` fails: the file is damaged.
   */
  use<R>(read: (reader: Hdf5Reader) => R): R {
    const { FS } = this.library;
    const name = `read-${++opened}.h5`;
    let file = -1n;
    try {
      FS.createDataFile("/", name, this.contents, true, false, true);
      file = this.library.open(`/${name}`, this.library.H5F_ACC_RDONLY, false, ...NO_BOUNDS);
      if (file < 0n) throw this.damaged("it is incomplete, or not HDF5");
      return read(new OpenFile(this.library, file, this.contents.length, (what) => this.damaged(what)));
    } catch (error) {
      throw error instanceof LabError ? error : this.damaged("the HDF5 library failed", error);
    } finally {
      try {
        if (file >= 0n) this.library.close_file(file);
        FS.unlink(`/${name}`);
      } catch {
        // A damaged file may fail to close. Ignore it: the next file gets another name.
      }
    }
  }

  private damaged(what: string, cause?: unknown): LabError {
    return new LabError(
      "weights",
      `${this.from}: it cannot be read as HDF5: ${what}. Download or save it again.`,
      { cause },
    );
  }
}

let opened = 0;

/** No bounds on the HDF5 version, which matters only for writing. */
const NO_BOUNDS = [-1, -1] as const;

let library: Promise<H5Module> | null = null;

async function loadLibrary(): Promise<H5Module> {
  library ??= import("h5wasm").then(({ ready }) => ready).then(silenced);
  try {
    return await library;
  } catch (cause) {
    library = null;
    throw new LabError(
      "unsupported",
      "Keras files need the page’s HDF5 reader, which did not load. Check the connection and try again.",
      { cause },
    );
  }
}

/** Silences the library, which prints every step of a failure to the console; users get a message of one sentence. */
function silenced(loaded: H5Module): H5Module {
  // `getStream` is missing from the types.
  const files = loaded.FS as typeof loaded.FS & { getStream(descriptor: number): FS.FSStream | null };
  const standardError = files.getStream(2);
  if (standardError) {
    files.close(standardError);
    // This file gets the descriptor that has just become free.
    files.open("/dev/null", "w");
  }
  return loaded;
}

class OpenFile implements Hdf5Reader {
  constructor(
    private readonly library: H5Module,
    private readonly file: bigint,
    private readonly fileBytes: number,
    private readonly damaged: (what: string) => LabError,
  ) {}

  has(path: string): boolean {
    return this.library.get_type(this.file, path) >= 0;
  }

  datasets(path: string, enter: (group: string) => boolean): string[] {
    const found: string[] = [];
    let objects = 0;
    const walk = (group: string, depth: number) => {
      if (depth > MOST_DEPTH)
        throw this.damaged(`its groups are nested more than ${MOST_DEPTH} levels deep, or in a circle`);
      const names = this.library.get_names(this.file, group, false);
      for (const name of names.sort(inNaturalOrder)) {
        if (++objects > MOST_OBJECTS)
          throw this.damaged(`it has more than ${MOST_OBJECTS} groups and tensors`);
        const child = `${group === "/" ? "" : group}/${name}`;
        const type = this.library.get_type(this.file, child);
        if (type === this.library.H5G_DATASET) found.push(child);
        else if (type === this.library.H5G_GROUP && enter(child)) walk(child, depth + 1);
      }
    };
    walk(path, 0);
    return found;
  }

  strings(path: string, attribute: string): readonly string[] | null {
    if (!this.library.get_attribute_names(this.file, path).includes(attribute)) return null;
    const facts = this.library.get_attribute_metadata(this.file, path, attribute);
    // Keras writes an empty list of names as an empty list of numbers.
    if (facts.total_size === 0 || facts.shape === null) return [];
    if (facts.type !== this.library.H5T_class_t.H5T_STRING.value) return null;
    const size = facts.size * facts.total_size;
    if (!(size <= this.fileBytes)) {
      throw this.damaged(`the attribute "${attribute}" claims ${size} bytes; the file has ${this.fileBytes}`);
    }
    return this.borrow(size, (address) => {
      if (this.library.get_attribute_data(this.file, path, attribute, BigInt(address)) < 0) {
        throw this.damaged(`the attribute "${attribute}" of ${shown(path)} cannot be read`);
      }
      const bytes = this.library.HEAPU8.slice(address, address + size);
      if (!facts.vlen) return fixedStrings(bytes, facts.size);
      const texts = Array.from(new Uint32Array(bytes.buffer), (text) => this.library.UTF8ToString(text));
      this.library.reclaim_vlen_memory(this.file, path, attribute, BigInt(address));
      return texts;
    });
  }

  facts(path: string): DatasetFacts {
    const { metadata, dtype } = this.checked(path);
    return { path, shape: metadata.shape!, dtype };
  }

  bytes(path: string): Uint8Array {
    const { metadata } = this.checked(path);
    const size = metadata.size * metadata.total_size;
    return this.borrow(size, (address) => {
      const status = this.library.get_dataset_data(this.file, path, null, null, null, BigInt(address));
      if (status < 0) throw this.damaged(`the tensor ${shown(path)} is damaged or incomplete`);
      return this.library.HEAPU8.slice(address, address + size);
    });
  }

  /** Returns the dataset's metadata, after checking that the file can contain such a dataset. */
  private checked(path: string): { metadata: Metadata; dtype: StoredType | null } {
    const metadata = this.library.get_dataset_metadata(this.file, path);
    const { shape, size, chunks, total_size: count } = metadata;
    if (shape === null) throw this.damaged(`the tensor ${shown(path)} has no shape`);
    if (metadata.virtual_sources) throw this.damaged(`the values of ${shown(path)} are in other files`);
    const packed = this.library.get_dataset_filters(this.file, path).length > 0;
    const most = Math.min(packed ? this.fileBytes * MOST_INFLATION : this.fileBytes, MOST_HDF5_BYTES);
    const claimed = Math.max(size * count, size * sizeOf(shape), chunks ? size * sizeOf(chunks) : 0);
    if (!(claimed <= most)) {
      throw this.damaged(
        `the tensor ${shown(path)} claims a shape of [${shape.join(", ")}] and ${claimed} bytes; a file of ` +
          `${this.fileBytes} bytes cannot contain more than ${most}`,
      );
    }
    const dtype = this.typeOf(path, metadata);
    if (dtype === undefined) {
      throw this.damaged(
        `the tensor ${shown(path)} has a type that weights do not have (HDF5 type class ${metadata.type}, ${size} bytes each)`,
      );
    }
    return { metadata, dtype };
  }

  /** Returns the number type, null for counters and seeds, or undefined for a type that weights do not have. */
  private typeOf(path: string, { type, size, signed, enum_type }: Metadata): StoredType | null | undefined {
    const { H5T_FLOAT, H5T_INTEGER, H5T_ENUM, H5T_OPAQUE } = this.library.H5T_class_t;
    const bfloat = () => size === STORED_BYTES.bfloat16 && this.strings(path, "dtype")?.[0] === "bfloat16";
    switch (type) {
      case H5T_FLOAT.value:
        if (bfloat()) return "bfloat16";
        return FLOATS[size];
      case H5T_INTEGER.value:
        if (!signed) return size === 1 ? "uint8" : null;
        return INTEGERS[size];
      case H5T_ENUM.value:
        // h5py writes NumPy's booleans as this enumeration.
        return size === 1 && enum_type && "TRUE" in enum_type.members ? "bool" : undefined;
      case H5T_OPAQUE.value:
        return bfloat() ? "bfloat16" : undefined;
      default:
        return undefined;
    }
  }

  /** Calls `run` with the address of temporary memory in the library, and frees it afterwards. */
  private borrow<R>(size: number, run: (address: number) => R): R {
    const address = this.library._malloc(Math.max(size, 1));
    if (address === 0) throw this.damaged(`the HDF5 reader’s memory has no room for ${size} more bytes`);
    try {
      return run(address);
    } finally {
      this.library._free(address);
    }
  }
}

function fixedStrings(bytes: Uint8Array, size: number): string[] {
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const text = bytes.subarray(i * size, (i + 1) * size);
    const end = text.indexOf(0);
    return new TextDecoder().decode(end < 0 ? text : text.subarray(0, end));
  });
}

/** Sorts "conv_lstm2d_2" before "conv_lstm2d_10", independently of the browser's language. */
function inNaturalOrder(a: string, b: string): number {
  return naturalOrder.compare(a, b);
}

const naturalOrder = new Intl.Collator("en", { numeric: true });
