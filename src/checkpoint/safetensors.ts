/**
 * Opens safetensors files: eight bytes with the header's length, a JSON header that locates each tensor, then the
 * tensors' bytes.
 *
 * @see https://github.com/huggingface/safetensors, "Format".
 */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";
import { filePart, readRange } from "./byte-source.ts";
import type { Checkpoint, StoredTensor } from "./checkpoint.ts";
import { parseObject } from "./json-object.ts";
import { startsWith } from "../base/signatures.ts";
import type { Look } from "./look.ts";
import { decodeNumbers, STORED_BYTES, type StoredType } from "./numbers.ts";
import { withoutParallelPrefix } from "./parallel-prefix.ts";
import { shown, shownShape } from "../base/shown.ts";

/** Longest header that the reference implementation accepts; a file with a longer one is not safetensors. */
const MOST_HEADER_BYTES = 100_000_000;
/** Longest header read here, since parsed JSON takes many times its length; enough for more than 100 000 tensors. */
const MOST_READ_BYTES = 16 * 2 ** 20;
const LENGTH_BYTES = 8;
/** Largest number of dimensions, which is also PyTorch's limit. */
const MOST_DIMENSIONS = 64;

const DTYPES: ReadonlyMap<string, StoredType> = new Map([
  ["F64", "float64"],
  ["F32", "float32"],
  ["F16", "float16"],
  ["BF16", "bfloat16"],
  ["I64", "int64"],
  ["I32", "int32"],
  ["I16", "int16"],
  ["I8", "int8"],
  ["U8", "uint8"],
  ["BOOL", "bool"],
]);

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entrySchema = v.object({
  dtype: v.string(),
  shape: v.pipe(v.array(whole), v.maxLength(MOST_DIMENSIONS)),
  data_offsets: v.tuple([whole, whole]),
});

/** Returns whether the file starts with a length and a JSON object, as safetensors files do. */
export function isSafetensors({ head }: Look): boolean {
  return (
    head.length > LENGTH_BYTES &&
    headerLength(head) <= MOST_HEADER_BYTES &&
    startsWith(head, "{", LENGTH_BYTES)
  );
}

function headerLength(head: Uint8Array): number {
  return Number(new DataView(head.buffer, head.byteOffset).getBigUint64(0, true));
}

/**
 * Opens one file.
 *
 * @throws {LabError} "weights" if it ends early, its header is damaged, or tensors overlap or have an unsupported type.
 */
export async function openSafetensors(file: File): Promise<Checkpoint> {
  const tensors = withoutParallelPrefix(await readHeader(file));
  return { format: "safetensors", from: file.name, tensors, config: null };
}

/**
 * Returns the tensors of one file, under the file's own names.
 *
 * @throws {LabError} "weights", as `openSafetensors`.
 */
export async function readHeader(file: File): Promise<ReadonlyMap<string, StoredTensor>> {
  const from = file.name;
  const length = headerLength(await readRange(file, 0, LENGTH_BYTES));
  if (length > MOST_READ_BYTES) {
    throw new LabError(
      "weights",
      `${from}: its list of tensors has ${length} bytes; at most ${MOST_READ_BYTES} are read. No model that runs here needs so many.`,
    );
  }
  const start = LENGTH_BYTES + length;
  const header = parseObject(await readRange(file, LENGTH_BYTES, start), from);
  const data = filePart(file, start);

  const tensors = new Map<string, StoredTensor>();
  const places: Place[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { shape, dtype, begin, end } = readEntry(value, data.bytes, `${from}: the tensor "${shown(name)}"`);
    places.push({ name, begin, end });
    const read = async () => decodeNumbers(await data.read(begin, end), dtype);
    tensors.set(name, { shape, dtype, bytes: end - begin, read });
  }
  refuseOverlaps(places, from);
  return tensors;
}

interface Place {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

function readEntry(
  value: unknown,
  dataBytes: number,
  what: string,
): Pick<StoredTensor, "shape" | "dtype"> & Omit<Place, "name"> {
  const entry = v.safeParse(entrySchema, value);
  if (!entry.success) {
    throw new LabError(
      "weights",
      `${what} has an invalid entry in the header (${entry.issues[0].message}). Save the file again.`,
    );
  }
  const {
    dtype: name,
    shape,
    data_offsets: [begin, end],
  } = entry.output;
  const dtype = DTYPES.get(name);
  if (dtype === undefined) {
    throw new LabError(
      "weights",
      `${what} has the type ${shown(name)}, which cannot be read here; ${[...DTYPES.keys()].join(", ")} can. Convert the model and save it again.`,
    );
  }
  if (end > dataBytes) {
    throw new LabError(
      "weights",
      `${what} ends at byte ${end} of the data, but the file has only ${dataBytes}; it is incomplete. Download or copy it again.`,
    );
  }
  const needed = sizeOf(shape) * STORED_BYTES[dtype];
  if (end - begin !== needed) {
    throw new LabError(
      "weights",
      `${what} has ${end - begin} bytes, but its shape [${shownShape(shape)}] needs ${needed}; the file is damaged.`,
    );
  }
  return { shape, dtype, begin, end };
}

function refuseOverlaps(places: readonly Place[], from: string): void {
  const inOrder = places.filter(({ begin, end }) => end > begin).sort((a, b) => a.begin - b.begin);
  let free = 0;
  for (const { begin, end, name } of inOrder) {
    if (begin < free) {
      throw new LabError(
        "weights",
        `${from}: the tensor "${shown(name)}" starts at byte ${begin}, inside the one before it, which ends at ${free}; the file is damaged.`,
      );
    }
    free = end;
  }
}
