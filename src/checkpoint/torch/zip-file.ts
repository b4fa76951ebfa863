/**
 * Checkpoints of PyTorch 1.6 and later: a zip archive with `data.pkl`, the pickle that lists the tensors, and one
 * stored entry `data/<key>` for each storage. The folder around them may have any name.
 *
 * @see torch/serialization.py (`_save`) and docs/source/notes/serialization.rst of PyTorch.
 */
import { LabError } from "../../base/errors.ts";
import type { ByteSource } from "../byte-source.ts";
import type { Checkpoint, StoredTensor } from "../checkpoint.ts";
import type { ZipArchive } from "../zip.ts";
import { buildStorage } from "./build-tensor.ts";
import { describe, PyTuple, type PickleValue, type TorchStorage } from "./pickle-values.ts";
import { findStateDict } from "./state-dict.ts";
import { storedTensor } from "./stored-tensor.ts";
import { MOST_PICKLE_BYTES, unpickle } from "./unpickle.ts";

const PICKLE = "data.pkl";

/** The path of the archive's main pickle, or null where it is no archive of PyTorch. */
export function picklePath({ paths }: ZipArchive): string | null {
  return paths.find((path) => path === PICKLE || /^[^/]+\/data\.pkl$/.test(path)) ?? null;
}

/** Whether the archive is one that torch.jit.save wrote: a program with its weights. */
export function isTorchScript({ paths }: ZipArchive): boolean {
  return (
    paths.some((path) => /^([^/]+\/)?constants\.pkl$/.test(path)) &&
    paths.some((path) => /^([^/]+\/)?code\//.test(path))
  );
}

/**
 * Opens an archive that has a `data.pkl`.
 *
 * @throws {LabError} "weights" where it is damaged, big-endian, or asks for anything beyond plain types.
 */
export async function openTorchZip(file: File, archive: ZipArchive): Promise<Checkpoint> {
  const from = file.name;
  const path = picklePath(archive) ?? PICKLE;
  const folder = path.slice(0, -PICKLE.length);
  const pickle = await wholeEntry(archive, path, MOST_PICKLE_BYTES, from);
  const order = archive.entry(`${folder}byteorder`);
  if (order !== null) await refuseBigEndian(order, from);

  const { value } = unpickle(pickle, 0, from, (id) => storageOf(id, from));
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of findStateDict(value, from)) {
    const what = `${from}: the tensor "${name}"`;
    const record = () => recordOf(archive, folder, tensor.kind === "tensor" ? tensor.storage : null, what);
    tensors.set(name, storedTensor(tensor, record, what));
  }
  return { format: "PyTorch (zip)", from, tensors, config: null };
}

async function wholeEntry(
  archive: ZipArchive,
  path: string,
  most: number,
  from: string,
): Promise<Uint8Array> {
  const entry = archive.entry(path);
  if (entry === null)
    throw new LabError("weights", `${from}: the archive lacks ${path}; save the checkpoint again.`);
  if (entry.bytes > most) {
    throw new LabError(
      "weights",
      `${from}: ${path} has ${entry.bytes} bytes, at most ${most} are read; lists of weights are far shorter. ` +
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
    `${from}: its numbers are in the byte order "${text}"; only "little" is read. Load and save it again on an ordinary computer.`,
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
      `${what} rests on ${path}, which the archive lacks; the file is incomplete. Save it again.`,
    );
  }
  if (record.bytes !== storage.bytes) {
    throw new LabError(
      "weights",
      `${what} rests on ${path}, which has ${record.bytes} bytes where ${storage.bytes} are due; the file is damaged. Save it again.`,
    );
  }
  return record;
}

/** @throws {LabError} "weights" always: a TorchScript archive is a program, even where it is one of weights alone. */
export function refuseTorchScript(file: File): never {
  throw new LabError(
    "weights",
    `${file.name}: it is a TorchScript archive, which holds a program with its weights; this page runs no programs out of files. ` +
      "In Python, save the weights alone: torch.save(torch.jit.load(path).state_dict(), new_path).",
  );
}
