/**
 * Opens checkpoints of PyTorch 1.5 and earlier: five pickles (a magic number, a protocol number, facts about the machine,
 * the object, the storages' keys), then for each storage its number of elements and its bytes.
 *
 * @see torch/serialization.py (`_legacy_save`, `_legacy_load`) of PyTorch.
 */
import { LabError } from "../../base/errors.ts";
import { filePart, readAtMost, readRange, type ByteSource } from "../byte-source.ts";
import type { Checkpoint, StoredTensor } from "../checkpoint.ts";
import { shown } from "../../base/shown.ts";
import { buildStorage, count } from "./build-tensor.ts";
import { PickleEndsEarly } from "./pickle-bytes.ts";
import { describe, PyDict, PyList, PyTuple, type PickleValue, type TorchStorage } from "./pickle-values.ts";
import { findStateDict } from "./state-dict.ts";
import { storedTensor } from "./stored-tensor.ts";
import type { PersistentLoad } from "./pickle-machine.ts";
import { MOST_PICKLE_BYTES, unpickle } from "./unpickle.ts";

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;
/** Number of bytes read first: enough for the pickles of most models, and doubled if it is not. */
const FIRST_BYTES = 2 ** 18;

const noPersistent =
  (from: string): PersistentLoad =>
  () => {
    throw new LabError(
      "weights",
      `${from}: its header refers to a storage; the file is damaged or was not written by torch.save.`,
    );
  };

/**
 * Returns whether the file starts with a pickle of PyTorch's magic number, in any protocol.
 *
 * @param head  The first bytes of the file; 32 are enough.
 */
export function isTorchLegacy(head: Uint8Array): boolean {
  try {
    return unpickle(head, 0, "", noPersistent("")).value === MAGIC;
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}

/**
 * Opens a legacy file (see `isTorchLegacy`).
 *
 * @throws {LabError} "weights" if it ends early, is damaged or big-endian, or names anything but plain types.
 */
export async function openTorchLegacy(file: File): Promise<Checkpoint> {
  const from = file.name;
  const pickles = new Pickles(file);
  const plain = noPersistent(from);
  await pickles.next(plain);
  const protocol = await pickles.next(plain);
  if (protocol !== PROTOCOL) {
    const got = typeof protocol === "number" ? protocol : describe(protocol);
    throw new LabError(
      "weights",
      `${from}: it has protocol ${got}; only ${PROTOCOL} is read. Save it again with a later PyTorch.`,
    );
  }
  refuseBigEndian(await pickles.next(plain), from);

  const storages = new Map<string, TorchStorage>();
  const root = await pickles.next((id) => storageOf(id, storages, from));
  const keys = await pickles.next(plain);
  const places = await placesOf(keys, storages, file, pickles.at);

  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of findStateDict(root, from)) {
    const what = `${from}: the tensor "${shown(name)}"`;
    const source = () => {
      const place = tensor.kind === "tensor" ? places.get(tensor.storage.key) : undefined;
      if (place !== undefined) return place;
      throw new LabError(
        "weights",
        `${what} needs a storage that the file lacks; the file is damaged. Save it again.`,
      );
    };
    tensors.set(name, storedTensor(tensor, source, what));
  }
  return { format: "PyTorch (legacy)", from, tensors, config: null };
}

/** The pickles at a file's start. They are read in growing parts because the file does not give their length. */
class Pickles {
  /** Offset of the next pickle. */
  at = 0;
  private bytes: Uint8Array = new Uint8Array(0);

  constructor(private readonly file: File) {}

  async next(persistent: PersistentLoad): Promise<PickleValue> {
    for (;;) {
      try {
        const { value, end } = unpickle(this.bytes, this.at, this.file.name, persistent);
        this.at = end;
        return value;
      } catch (error) {
        const had = this.bytes.length;
        const most = Math.min(this.file.size, MOST_PICKLE_BYTES);
        if (!(error instanceof PickleEndsEarly) || had >= most) throw error;
        this.bytes = await readAtMost(this.file, 0, Math.min(most, Math.max(FIRST_BYTES, 2 * had)));
        // Stop if the file shrinks while it is read; the loop would not end.
        if (this.bytes.length <= had) throw error;
      }
    }
  }
}

function refuseBigEndian(facts: PickleValue, from: string): void {
  const little = facts instanceof PyDict ? facts.entries.get("little_endian") : undefined;
  if (little === true || little === 1) return;
  throw new LabError(
    "weights",
    `${from}: its numbers are not little-endian, the only byte order that is read. Load and save it again on an ordinary computer.`,
  );
}

/**
 * Returns the storage of a persistent id ("storage", class, key, device, numbers, view); ignores the device. Early PyTorch
 * wrote a storage that is part of another one as the whole with a view (own key, first number, numbers).
 */
function storageOf(id: PickleValue, storages: Map<string, TorchStorage>, from: string): TorchStorage {
  if (!(id instanceof PyTuple) || id.items[0] !== "storage") {
    throw new LabError(
      "weights",
      `${from}: it refers to ${describe(id)} outside its pickle instead of a storage; the file is damaged or contains a whole model. ` +
        "In Python, save only the weights: torch.save(model.state_dict(), path).",
    );
  }
  const [, type, key, , numbers, view = null] = id.items;
  const storage = buildStorage(type, key, numbers, from);
  const seen = storages.get(storage.key);
  if (seen !== undefined && (seen.bytes !== storage.bytes || seen.element.bytes !== storage.element.bytes)) {
    throw new LabError(
      "weights",
      `${from}: its storage ${shown(storage.key)} has two lengths or types; the file is damaged.`,
    );
  }
  storages.set(storage.key, storage);
  if (view === null) return storage;
  const [, first, length] = view instanceof PyTuple ? view.items : [];
  const start = count(first, "view’s offset", from) * storage.element.bytes;
  const bytes = count(length, "view’s length", from) * storage.element.bytes;
  if (!(start + bytes <= storage.bytes)) {
    throw new LabError(
      "weights",
      `${from}: a view of ${bytes} bytes at byte ${start} exceeds its storage of ${storage.bytes} bytes; the file is damaged.`,
    );
  }
  return { ...storage, start, bytes };
}

/** Size of the count before each storage. */
const COUNT_BYTES = 8;

/** Number of bytes read at once, so that a million empty storages do not take a million reads. */
const WINDOW_BYTES = 2 ** 10;

/** Reads the counts before the storages. */
class Counts {
  private start = 0;
  private window: Uint8Array = new Uint8Array(0);

  constructor(private readonly file: File) {}

  /** Returns the count at an offset in the file. Call it in ascending order of offsets. */
  async at(at: number): Promise<number> {
    if (at + COUNT_BYTES > this.start + this.window.length) {
      const end = Math.max(at + COUNT_BYTES, Math.min(at + WINDOW_BYTES, this.file.size));
      this.window = await readRange(this.file, at, end);
      this.start = at;
    }
    const { buffer, byteOffset } = this.window;
    return Number(new DataView(buffer, byteOffset).getBigInt64(at - this.start, true));
  }
}

/** Returns the place of each storage in the file; they follow one another without a table. */
async function placesOf(
  keys: PickleValue,
  storages: ReadonlyMap<string, TorchStorage>,
  file: File,
  start: number,
): Promise<ReadonlyMap<string, ByteSource>> {
  const from = file.name;
  const places = new Map<string, ByteSource>();
  if (!(keys instanceof PyList)) {
    throw new LabError(
      "weights",
      `${from}: it has ${describe(keys)} instead of the list of its storages; the file is damaged.`,
    );
  }
  const counts = new Counts(file);
  let at = start;
  for (const key of keys.items) {
    const storage = typeof key === "string" ? storages.get(key) : undefined;
    if (storage === undefined || places.has(storage.key)) {
      throw new LabError(
        "weights",
        `${from}: its list of storages does not fit its tensors; the file is damaged. Save it again.`,
      );
    }
    const numbers = await counts.at(at);
    if (numbers * storage.element.bytes !== storage.bytes) {
      throw new LabError(
        "weights",
        `${from}: the storage at byte ${at} has ${numbers} numbers, but ${storage.bytes / storage.element.bytes} are expected; the file is damaged. ` +
          "Download or copy it again.",
      );
    }
    at += COUNT_BYTES;
    if (at + storage.bytes > file.size) {
      throw new LabError(
        "weights",
        `${from}: it ends after ${file.size} bytes, but ${at + storage.bytes} are needed; the file is incomplete. Download or copy it again.`,
      );
    }
    places.set(storage.key, filePart(file, at, storage.bytes));
    at += storage.bytes;
  }
  return places;
}
