/** Damaged TensorFlow checkpoints give either a LabError or the values that were saved. */
import { describe, expect, it } from "vitest";
import { mulberry32 } from "../../../../src/base/prng.ts";
import type { Checkpoint } from "../../../../src/checkpoint/checkpoint.ts";
import { crc32c } from "../../../../src/base/crc32.ts";
import { openTensorFlow } from "../../../../src/checkpoint/tensorflow/tensorflow.ts";
import { fixtureBytes } from "../../../support/checkpoint-files.ts";
import { drawnFrom, mutated } from "../../../support/drawn-tensors.ts";
import { labError } from "../../../support/lab-error.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const open = (name: string, index: Bytes, data: Bytes) =>
  openTensorFlow(new File([index], `${name}.index`), [new File([data], `${name}.data-00000-of-00001`)]);

const NAME = "small.ckpt";
const smallIndex = fixtureBytes(`tensorflow/${NAME}.index`);
const smallData = fixtureBytes(`tensorflow/${NAME}.data-00000-of-00001`);

async function readAll(opening: Promise<Checkpoint>): Promise<void> {
  for (const tensor of (await opening).tensors.values()) await tensor.read();
}

/** Returns true for the right values and false for a LabError; anything else fails. */
async function survives(opening: Promise<Checkpoint>): Promise<boolean> {
  try {
    for (const [label, tensor] of (await opening).tensors) {
      expect(await tensor.read()).toEqual(drawnFrom(label, tensor.shape));
    }
    return true;
  } catch (error) {
    expect(error).toEqual(labError("weights"));
    return false;
  }
}

/** Corrects the checksum of an index's first block after a change, so that the checks behind the checksum are tested. */
function resealed(index: Bytes, blockBytes: number): Bytes {
  const bytes = index.slice();
  const crc = crc32c(bytes.subarray(0, blockBytes + 1));
  const rotated = ((crc >>> 15) | (crc << 17)) >>> 0;
  new DataView(bytes.buffer).setUint32(blockBytes + 1, (rotated + 0xa282ead8) >>> 0, true);
  return bytes;
}

describe("a checkpoint cut short", () => {
  it("gives a LabError at every byte of its index", async () => {
    await readAll(open(NAME, smallIndex, smallData)); // control
    for (let end = 0; end < smallIndex.length; end++) {
      await expect(readAll(open(NAME, smallIndex.slice(0, end), smallData)), `${end}`).rejects.toEqual(
        labError("weights", [`${NAME}.index`]),
      );
    }
  });

  it("gives a LabError at every byte of its data file, before anything is read", async () => {
    for (let end = 0; end < smallData.length; end++) {
      await expect(open(NAME, smallIndex, smallData.slice(0, end)), `${end}`).rejects.toEqual(
        labError("weights", ["small.ckpt.data-00000-of-00001", '"w"', end]),
      );
    }
  });
});

describe("a checkpoint with bytes changed", () => {
  it("names the variable whose checksum is wrong", async () => {
    const data = smallData.slice();
    data[5]! ^= 1;
    await expect(readAll(open(NAME, smallIndex, data))).rejects.toEqual(
      labError("weights", ['"w"', "checksum"]),
    );
  });

  it("gives the values that were saved, or a LabError", async () => {
    const index = fixtureBytes("tensorflow/i3d.ckpt.index");
    const data = fixtureBytes("tensorflow/i3d.ckpt.data-00000-of-00001");
    const random = mulberry32(3);
    for (let i = 0; i < 300; i++) await survives(open("i3d.ckpt", mutated(index, random, 3), data));
    for (let i = 0; i < 50; i++) await survives(open("i3d.ckpt", index, mutated(data, random, 1)));
  });

  it("is refused even if the checksums are correct", async () => {
    // The footer's second handle points to the index block, whose only handle gives the length of the one block of entries.
    const blockBytes = smallIndex.length - 48 - 5 - 14 - 5 - 8 - 5;
    await readAll(open(NAME, resealed(smallIndex, blockBytes), smallData)); // control
    const random = mulberry32(4);
    let refused = 0;
    for (let i = 0; i < 600; i++) {
      const block = mutated(smallIndex.slice(0, blockBytes), random, 2);
      const index = smallIndex.slice();
      index.set(block);
      const opening = open(NAME, resealed(index, blockBytes), smallData);
      const values = await readAll(opening).then(
        () => true,
        (error: unknown) => {
          expect(error).toEqual(labError("weights", ["small.ckpt"]));
          return false;
        },
      );
      if (!values) refused++;
    }
    expect(refused).toBeGreaterThan(300);
  });
});
