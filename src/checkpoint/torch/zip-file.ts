/**
 * Checkpoints of PyTorch 1.6 and later: a zip archive with `data.pkl`, the pickle that lists the tensors, and one
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
 * Opens an archive of PyTorch, or gives null where it is another.
 *
 * @throws {LabError} "weights", from the promise, where it is damaged, big-endian, a program (TorchScript), or asks for
 *   anything beyond plain types.
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

/** What torch.jit.save writes is a program, even where it is one of weights alone. */
function refuseTorchScript({ paths }: ZipArchive, from: string): void {
  const isProgram = paths.some((path) => /^([^/]+\/)?code\//.test(path));
  if (!isProgram || !paths.some((path) => /^([^/]+\/)?constants\.pkl$/.test(path))) return;
  throw new LabError(
    "weights",
    `${from}: it is a TorchScript archive, which holds a program with its weights; this page runs no programs out of files. ` +
      "In Python, save the weights alone: torch.save(torch.jit.load(path).state_dict(), new_path).",
  );
}

async function readPickle(archive: ZipArchive, path: string, from: string): Promise<Uint8Array> {
  const entry = archive.entry(path);
  invariant(entry !== null, () => "the archive lacks a path that it lists");
  if (entry.bytes > MOST_PICKLE_BYTES) {
    throw new LabError(
      "weights",
      `${from}: ${shown(path)} has ${entry.bytes} bytes, at most ${MOST_PICKLE_BYTES} are read; lists of weights are far shorter. ` +
        'Save the weights alone: torch.save(checkpoint["state_dict"], path).',
    );
  }
  return entry.read(0, entry.bytes);
}

/** `little` or `big`, written since PyTorch 2.1. */
async function refuseBigEndian(order: ByteSource, from: string): Promise<void> {
  const text = new TextDecoder().decode(await order.read(0, Math.min(order.bytes, "little".length)));
  if (text === "little") return;
  throw new LabError(
    "weights",
    `${from}: its numbers are in the byte order "${shown(text)}"; only "little" is read. Load and save it again on an ordinary computer.`,
  );
}

/** ("storage", class, key, device, numbers). The device, however strange, does not matter: bytes are bytes. */
function storageOf(id: PickleValue, from: string): TorchStorage {
  if (!(id instanceof PyTuple) || id.items[0] !== "storage") {
    throw new LabError(
      "weights",
      `${from}: it refers to ${describe(id)} outside its pickle where a storage is due; the file is damaged, or not written by torch.save.`,
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
      `${what} rests on ${shown(path)}, which the archive lacks; the file is incomplete. Save it again.`,
    );
  }
  if (record.bytes !== storage.bytes) {
    throw new LabError(
      "weights",
      `${what} rests on ${shown(path)}, which has ${record.bytes} bytes where ${storage.bytes} are due; the file is damaged. Save it again.`,
    );
  }
  return record;
}
