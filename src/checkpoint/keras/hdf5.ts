/**
 * One HDF5 file in memory, through the HDF5 library compiled to WASM (h5wasm), which is loaded when the first such file
 * is opened; its WASM lies inside its JavaScript, so nothing else is fetched.
 *
 * The library reads synchronously, so the whole file must be there: it stays in one buffer that the library's file
 * system borrows without a copy while something is read. Every length that the file claims is compared with its bytes
 * before anything of that length is made.
 */
import type { Metadata, Module as h5Module } from "h5wasm";
import { LabError } from "../../base/errors.ts";
import { shown } from "../../base/shown.ts";
import { sizeOf } from "../../base/shape.ts";
import { STORED_BYTES, type StoredType } from "../numbers.ts";

type H5Module = typeof h5Module;

/** No larger file is opened, and no tensor read: HDF5's own memory ends at 2 GiB. */
export const MOST_HDF5_BYTES = 2 ** 30;

/** Deflate makes no more than this of a byte (1032, by its format). */
const MOST_INFLATION = 1032;

/** Groups inside groups; Keras' models nest a few layers. */
const MOST_DEPTH = 64;

/** Groups and tensors of one file. */
const MOST_OBJECTS = 100_000;

/** By bytes of each number. */
const FLOATS: Readonly<Record<number, StoredType>> = { 8: "float64", 4: "float32", 2: "float16" };
const INTEGERS: Readonly<Record<number, StoredType>> = { 8: "int64", 4: "int32", 2: "int16", 1: "int8" };

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether a file that starts so is HDF5. */
export function isHdf5(start: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => start[i] === byte);
}

/** A dataset's type and size, checked against the file. */
export interface DatasetFacts {
  readonly path: string;
  readonly shape: readonly number[];
  /** Null for numbers that are no weights: unsigned integers over 8 bits, which are counters and seeds. */
  readonly dtype: StoredType | null;
}

/** What can be asked of an open file. Paths start with "/". */
export interface Hdf5Reader {
  has(path: string): boolean;
  /** Paths of all datasets below a group that `enter` lets in, in natural order. @param enter told each group's path. */
  datasets(path: string, enter: (group: string) => boolean): string[];
  /** A text attribute's strings (one for a single text); null where there is none of that name. */
  strings(path: string, attribute: string): readonly string[] | null;
  facts(path: string): DatasetFacts;
  /** The values as stored, little-endian, row-major; new. */
  bytes(path: string): Uint8Array;
}

/** An HDF5 file of which something can be read again and again. Nothing needs closing. */
export class Hdf5File {
  private constructor(
    private readonly contents: Uint8Array,
    private readonly library: H5Module,
    private readonly from: string,
  ) {}

  /**
   * @param contents  the whole file; the new object's from now on.
   * @param from      its name, for messages.
   * @throws {LabError} "unsupported" where the library cannot be loaded here.
   */
  static async of(contents: Uint8Array, from: string): Promise<Hdf5File> {
    return new Hdf5File(contents, await loadLibrary(), from);
  }

  /**
   * Opens the file, hands it to `read` and closes it.
   *
   * @throws {LabError} "weights" where the file is damaged, whatever `read` meets.
   */
  use<R>(read: (reader: Hdf5Reader) => R): R {
    const { FS } = this.library;
    const name = `read-${++opened}.h5`;
    let file = -1n;
    try {
      FS.createDataFile("/", name, this.contents, true, false, true);
      file = this.library.open(`/${name}`, this.library.H5F_ACC_RDONLY, false, ...NO_BOUNDS);
      if (file < 0n) throw this.damaged("it is cut short, or not HDF5 at all");
      return read(new OpenFile(this.library, file, this.contents.length, (what) => this.damaged(what)));
    } catch (error) {
      throw error instanceof LabError ? error : this.damaged("the HDF5 library stopped in it", error);
    } finally {
      try {
        if (file >= 0n) this.library.close_file(file);
        FS.unlink(`/${name}`);
      } catch {
        // A damaged file may not let go of its parts; the next one has another name.
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

/** The range of HDF5 versions, which is for writing. */
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
      "Keras files need the page’s HDF5 reader, which did not load here. Check the connection and try again.",
      { cause },
    );
  }
}

/** HDF5 tells the console of every step by which it failed; the message that the user gets says it in one sentence. */
function silenced(loaded: H5Module): H5Module {
  // The types lack it.
  const files = loaded.FS as typeof loaded.FS & { getStream(descriptor: number): FS.FSStream | null };
  const standardError = files.getStream(2);
  if (standardError) {
    files.close(standardError);
    // Takes the place that became free.
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
        throw this.damaged(`its groups nest more than ${MOST_DEPTH} deep, or in a circle`);
      const names = this.library.get_names(this.file, group, false);
      for (const name of names.sort(inNaturalOrder)) {
        if (++objects > MOST_OBJECTS)
          throw this.damaged(`it holds more than ${MOST_OBJECTS} groups and tensors`);
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
      throw this.damaged(`the attribute "${attribute}" claims ${size} bytes, the file has ${this.fileBytes}`);
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
      if (status < 0) throw this.damaged(`the tensor ${shown(path)} is damaged or cut short`);
      return this.library.HEAPU8.slice(address, address + size);
    });
  }

  /** The dataset's own account of itself, once it has been found to be possible. */
  private checked(path: string): { metadata: Metadata; dtype: StoredType | null } {
    const metadata = this.library.get_dataset_metadata(this.file, path);
    const { shape, size, chunks, total_size: count } = metadata;
    if (shape === null) throw this.damaged(`the tensor ${shown(path)} has no shape`);
    if (metadata.virtual_sources) throw this.damaged(`the values of ${shown(path)} lie in other files`);
    const packed = this.library.get_dataset_filters(this.file, path).length > 0;
    const most = Math.min(packed ? this.fileBytes * MOST_INFLATION : this.fileBytes, MOST_HDF5_BYTES);
    const claimed = Math.max(size * count, size * sizeOf(shape), chunks ? size * sizeOf(chunks) : 0);
    if (!(claimed <= most)) {
      throw this.damaged(
        `the tensor ${shown(path)} claims a shape of [${shape.join(", ")}] and ${claimed} bytes; a file of ` +
          `${this.fileBytes} bytes cannot hold more than ${most}`,
      );
    }
    const dtype = this.typeOf(path, metadata);
    if (dtype === undefined) {
      throw this.damaged(
        `the tensor ${shown(path)} is not of a type that weights have (HDF5 type class ${metadata.type}, ${size} bytes each)`,
      );
    }
    return { metadata, dtype };
  }

  /** Undefined for a type that no weight has. */
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
        // NumPy's truth values, as h5py writes them.
        return size === 1 && enum_type && "TRUE" in enum_type.members ? "bool" : undefined;
      case H5T_OPAQUE.value:
        return bfloat() ? "bfloat16" : undefined;
      default:
        return undefined;
    }
  }

  /** Memory of the library's for as long as `run` takes. */
  private borrow<R>(size: number, run: (address: number) => R): R {
    const address = this.library._malloc(Math.max(size, 1));
    if (address === 0) throw this.damaged(`${size} bytes more did not fit into the HDF5 reader’s memory`);
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

/** "conv_lstm2d_2" before "conv_lstm2d_10"; the same everywhere, whatever the language. */
function inNaturalOrder(a: string, b: string): number {
  return naturalOrder.compare(a, b);
}

const naturalOrder = new Intl.Collator("en", { numeric: true });
