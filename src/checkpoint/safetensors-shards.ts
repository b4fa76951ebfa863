/** Opens a model in several safetensors files, with an index that says which file holds each tensor. */
import { LabError } from "../base/errors.ts";
import { readRange } from "./byte-source.ts";
import type { Checkpoint, StoredTensor } from "./checkpoint.ts";
import { isPlainObject, parseObject } from "./json-object.ts";
import { asText } from "../base/signatures.ts";
import type { Look } from "./look.ts";
import { withoutParallelPrefix } from "./parallel-prefix.ts";
import { isSafetensors, readHeader } from "./safetensors.ts";
import { shown } from "../base/shown.ts";

/** Longest index read; an index has a few dozen bytes per tensor. */
const MOST_INDEX_BYTES = 16 * 2 ** 20;

/** Returns whether the file is a JSON text that says which file holds each tensor. */
export function isShardIndex({ head }: Look): boolean {
  const text = asText(head);
  return text !== null && /^\s*\{/.test(text) && text.includes('"weight_map"');
}

/**
 * Opens an index together with the files that it names.
 *
 * @param looks  One index and its shards; other files are refused.
 * @throws {LabError} "weights", naming a missing shard, a shard without its tensor, or a file that does not belong.
 */
export async function openShards(looks: readonly Look[]): Promise<Checkpoint> {
  const index = looks.find(isShardIndex);
  if (index === undefined) {
    throw new LabError(
      "weights",
      `${looks.length} safetensors files were dropped without their index. Drop the .safetensors.index.json together with them, or only one file.`,
    );
  }
  const from = index.file.name;
  const map = await readIndex(index.file);
  const shards = new Map<string, ReadonlyMap<string, StoredTensor>>();
  for (const name of new Set(map.values())) {
    const look = looks.find(({ file }) => file.name === name);
    if (look === undefined) {
      throw new LabError(
        "weights",
        `${from}: it needs the file ${shown(name)}, which was not dropped. Drop the index and all its files together.`,
      );
    }
    if (!isSafetensors(look)) {
      throw new LabError(
        "weights",
        `${from}: its file ${shown(name)} is not in the safetensors format. Save the model with safetensors, or as one file.`,
      );
    }
    shards.set(name, await readHeader(look.file));
  }
  const stranger = looks.find((look) => look !== index && !shards.has(look.file.name));
  if (stranger !== undefined) {
    throw new LabError(
      "weights",
      `${from}: it does not list ${stranger.file.name}. Drop only the index and its files.`,
    );
  }
  const tensors = new Map<string, StoredTensor>();
  for (const [name, shard] of map) {
    const tensor = shards.get(shard)?.get(name);
    if (tensor === undefined) {
      throw new LabError(
        "weights",
        `${from}: the tensor "${shown(name)}" should be in ${shown(shard)} but is not; the files do not belong together.`,
      );
    }
    tensors.set(name, tensor);
  }
  return { format: "safetensors", from, tensors: withoutParallelPrefix(tensors), config: null };
}

async function readIndex(file: File): Promise<ReadonlyMap<string, string>> {
  if (file.size > MOST_INDEX_BYTES) {
    throw new LabError(
      "weights",
      `${file.name}: this index has ${file.size} bytes; at most ${MOST_INDEX_BYTES} are read.`,
    );
  }
  const index = parseObject(await readRange(file, 0, file.size), file.name);
  const map = index.weight_map;
  const entries = isPlainObject(map) ? Object.entries(map) : [];
  const bad = entries.find(([, shard]) => typeof shard !== "string");
  if (entries.length === 0 || bad !== undefined) {
    throw new LabError(
      "weights",
      `${file.name}: its weight_map does not say which file holds each tensor. Download it again.`,
    );
  }
  return new Map(entries as [string, string][]);
}
