/**
 * Opens a checkpoint of any format. The format follows from the files' content, never from their names alone. Only a few
 * bytes are read to find it out, so that a huge unrelated file is refused at once.
 */
import { LabError } from "../base/errors.ts";
import { shown } from "../base/shown.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { isKerasArchive } from "./keras/archive.ts";
import { isHdf5 } from "./keras/hdf5.ts";
import { openKerasArchive, openKerasHdf5 } from "./keras/keras.ts";
import { lookAt, type Look } from "./look.ts";
import { isShardIndex, openShards } from "./safetensors-shards.ts";
import { isSafetensors, openSafetensors } from "./safetensors.ts";
import { endsAsTable } from "./tensorflow/table.ts";
import { isTensorFlowShard, openTensorFlow } from "./tensorflow/tensorflow.ts";
import { isTorchLegacy, openTorchLegacy } from "./torch/legacy-file.ts";
import { openTorchZip } from "./torch/zip-file.ts";
import { WHAT_FITS, whatItIs } from "./what-it-is.ts";

/** Opens the files together as one checkpoint, or returns null if they are not of this format. */
type Format = (looks: readonly Look[]) => Promise<Checkpoint> | null;

/** Returns a format whose checkpoints consist of one file. */
function single(open: (look: Look) => Promise<Checkpoint> | null): Format {
  return ([look, ...others]) => (look === undefined || others.length > 0 ? null : open(look));
}

/** All formats; the first that does not return null opens the files. */
const FORMATS: readonly Format[] = [
  single(({ file, zip }) => zip && openTorchZip(file, zip)),
  single(({ file, head }) => (isTorchLegacy(head) ? openTorchLegacy(file) : null)),
  single((look) => (isSafetensors(look) ? openSafetensors(look.file) : null)),
  single(({ file, zip }) => (zip !== null && isKerasArchive(zip.paths) ? openKerasArchive(file, zip) : null)),
  single(({ file, head }) => (isHdf5(head) ? openKerasHdf5(file) : null)),
  (looks) => {
    const index = looks.find(({ tail }) => endsAsTable(tail))?.file;
    return index === undefined ? null : openTensorFlow(index, filesOf(looks));
  },
  (looks) =>
    looks.some(isShardIndex) || (looks.length > 1 && looks.every(isSafetensors)) ? openShards(looks) : null,
];

function filesOf(looks: readonly Look[]): readonly File[] {
  return looks.map(({ file }) => file);
}

/**
 * Opens one file, or several that belong together, in any order. Reads only names and places.
 *
 * @throws {LabError} "weights", saying what the files are, what is wrong with them, and what would fit.
 */
export async function openCheckpoint(files: readonly File[]): Promise<Checkpoint> {
  if (files.length === 0) throw new LabError("weights", `No file was chosen. ${WHAT_FITS}`);
  const looks = await Promise.all(files.map(lookAt));
  for (const format of FORMATS) {
    const opened = format(looks);
    if (opened !== null) return withoutEndlessNames(await opened);
  }
  throw refusal(looks);
}

/** Longest tensor name accepted: names are matched against patterns, which is slow for very long ones. */
const MOST_NAME_LENGTH = 1024;

function withoutEndlessNames(checkpoint: Checkpoint): Checkpoint {
  for (const name of checkpoint.tensors.keys()) {
    if (name.length > MOST_NAME_LENGTH) {
      throw new LabError(
        "weights",
        `${checkpoint.from}: the tensor "${shown(name)}" has a name of ${name.length} characters; at most ${MOST_NAME_LENGTH} are ` +
          "accepted. The file is damaged or malicious.",
      );
    }
  }
  return checkpoint;
}

/** Number of files named in a message. */
const MOST_NAMED = 4;

function refusal(looks: readonly Look[]): LabError {
  const [only, ...others] = looks;
  const shard = filesOf(looks).find(({ name }) => isTensorFlowShard(name));
  if (shard !== undefined) {
    const index = shard.name.replace(/\.data-\d+-of-\d+$/, ".index");
    return new LabError(
      "weights",
      `${shard.name}: it is a data file of a TensorFlow checkpoint, which needs its index, ${index}. Drop both together.`,
    );
  }
  if (only !== undefined && others.length === 0) return new LabError("weights", whatItIs(only));
  const names = looks.slice(0, MOST_NAMED).map(({ file }) => file.name);
  const more = looks.length > MOST_NAMED ? " and others" : "";
  return new LabError(
    "weights",
    `${names.join(", ")}${more}: these ${looks.length} files are not one checkpoint. Drop one checkpoint at a time. ${WHAT_FITS}`,
  );
}
