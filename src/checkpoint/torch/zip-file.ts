/**
 * Opens checkpoints of PyTorch 1.6 and later: a zip archive with `data.pkl`, the pickle that lists the tensors, and a
 * stored entry `data/<key>` for each storage. The folder around them may have any name.
 *
 * @see torch/serialization.py (`_save`) and docs/source/notes/serialization.rst of PyTorch.
 */
import { invariant, LabError } from "../../base/errors.ts";
import type { ByteSource } from "../byte-source.ts";
import type { Checkpoint, StoredTensor } from "../checkpoint.ts";
import { shown } from "../../base/shown.ts";
import type { ZipArchive } from "../zip.ts";
import { buildStorage } from "./build-tensor.ts";
import { describe, PyTuple, type PickleValue, type TorchStorage } from "./pickle-values.ts";
import { findStateDict } from "./state-dict.ts";
import { storedTensor } from "./stored-tensor.ts";
import { MOST_PICKLE_BYTES, unpickle } from "./unpickle.ts";

const PICKLE = "data.pkl";

/**
 * Opens an archive by PyTorch, or returns null for any other archive.
 *
 * @throws {LabError} "weights", by rejecting, if it is damaged, big-endian or a program (TorchScript), or names anything
 *   but plain types.
 */
export function openTorchZip(file: File, archive: ZipArchive): Promise<Checkpoint> | null {
  const path = archive.paths.find((entry) => entry === PICKLE || /^[^/]+\/data\.pkl$/.test(entry));
  return path === undefined ? null : open(file, archive, path);
}

async function open(file: File, archive: ZipArchive, path: string): Promise<Checkpoint> {
  const from = file.name;
  refuseTorchScript(archive, from);
  const folder = path.slice(0, -PICKLE.length);
  const pickle = await readPickle(archive, path, from);
  const order = archive.entry(`${folder}byteorder`);
  if (order !== null) await refuseBigEndian(order, from);

  const { value } = unpickle(pickle, 0, from, (id) => storageOf(id, from));
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of findStateDict(value, from)) {
    const what = `${from}: the tensor "${shown(name)}"`;
    const record = () => recordOf(archive, folder, tensor.kind === "tensor" ? tensor.storage : null, what);
    tensors.set(name, storedTensor(tensor, record, what));
  }
  return { format: "PyTorch (zip)", from, tensors, config: null };
}

/** Refuses archives by torch.jit.save, which are programs even if they consist only of weights. */
function refuseTorchScript({ paths }: ZipArchive, from: string): void {
  const isProgram = paths.some((path) => /^([^/]+\/)?code\//.test(path));
  if (!isProgram || !paths.some((path) => /^([^/]+\/)?constants\.pkl$/.test(path))) return;
  throw new LabError(
    "weights",
    `${from}: it is a TorchScript archive, which contains a program with its weights; this page runs no programs from files. ` +
      "In Python, save only the weights: torch.save(torch.jit.load(path).state_dict(), new_path).",
  );
}

async function readPickle(archive: ZipArchive, path: string, from: string): Promise<Uint8Array> {
  const entry = archive.entry(path);
  invariant(entry !== null, () => "the archive lacks a path that it lists");
  if (entry.bytes > MOST_PICKLE_BYTES) {
    throw new LabError(
      "weights",
      `${from}: ${shown(path)} has ${entry.bytes} bytes; at most ${MOST_PICKLE_BYTES} are read, and lists of weights are far shorter. ` +
        'Save only the weights: torch.save(checkpoint["state_dict"], path).',
    );
  }
  return entry.read(0, entry.bytes);
}

/** Refuses big-endian files. The entry contains `little` or `big`; PyTorch writes it since 2.1. */
async function refuseBigEndian(order: ByteSource, from: string): Promise<void> {
  const text = new TextDecoder().decode(await order.read(0, Math.min(order.bytes, "little".length)));
  if (text === "little") return;
  throw new LabError(
    "weights",
    `${from}: its numbers are in the byte order "${shown(text)}"; only "little" is read. Load and save it again on an ordinary computer.`,
  );
}

/** Returns the storage of a persistent id ("storage", class, key, device, numbers). Ignores the device. */
function storageOf(id: PickleValue, from: string): TorchStorage {
  if (!(id instanceof PyTuple) || id.items[0] !== "storage") {
    throw new LabError(
      "weights",
      `${from}: it refers to ${describe(id)} outside its pickle instead of a storage; the file is damaged or was not written by torch.save.`,
    );
  }
  const [, type, key, , numbers] = id.items;
  return buildStorage(type, key, numbers, from);
}

function recordOf(
  archive: ZipArchive,
  folder: string,
  storage: TorchStorage | null,
  what: string,
): ByteSource {
  const path = `${folder}data/${storage?.key ?? ""}`;
  const record = archive.entry(path);
  if (record === null || storage === null) {
    throw new LabError(
      "weights",
      `${what} needs ${shown(path)}, which the archive lacks; the file is incomplete. Save it again.`,
    );
  }
  if (record.bytes !== storage.bytes) {
    throw new LabError(
      "weights",
      `${what} needs ${shown(path)}, which has ${record.bytes} bytes, but ${storage.bytes} are expected; the file is damaged. Save it again.`,
    );
  }
  return record;
}
