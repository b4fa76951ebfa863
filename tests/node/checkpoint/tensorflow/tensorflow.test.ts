/** Checkpoints written according to the format's description; see tests/golden/make-tensorflow-fixtures.py. */
import { describe, expect, it } from "vitest";
import { crc32c } from "../../../../src/base/crc32.ts";
import { unmasked } from "../../../../src/checkpoint/tensorflow/masked-checksum.ts";
import { endsAsTable, tableEntries } from "../../../../src/checkpoint/tensorflow/table.ts";
import { isTensorFlowShard, openTensorFlow } from "../../../../src/checkpoint/tensorflow/tensorflow.ts";
import { fixtureBytes, fixtureFile } from "../../../support/checkpoint-files.ts";
import { drawnFrom } from "../../../support/drawn-tensors.ts";
import { labError } from "../../../support/lab-error.ts";

const file = (name: string) => fixtureFile(`tensorflow/${name}`);

/** A checkpoint's index and data files. */
function open(name: string, shards = 1) {
  const index = file(`${name}.index`);
  const data = Array.from({ length: shards }, (_, i) => file(`${name}.data-0000${i}-of-0000${shards}`));
  return openTensorFlow(index, [index, ...data]);
}

describe("CRC-32C", () => {
  // RFC 3720, B.4: 32 zeros, 32 ones, 0 to 31.
  it.each([
    [new Uint8Array(32), 0x8a9136aa],
    [new Uint8Array(32).fill(255), 0x62a8ab43],
    [Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ])("gives the published checksums", (bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  it("is unmasked by rotating it back", () => {
    // Masked by hand: 1 rotated right by 15 is 0x20000, plus 0xa282ead8.
    expect(unmasked(0xa284ead8)).toBe(1);
  });
});

describe("tables", () => {
  it("written by LevelDB give their entries", () => {
    const text = new TextDecoder();
    const entries = [...tableEntries(fixtureBytes("tensorflow/leveldb.ldb"))].map(([key, value]) => [
      // The last eight bytes of a key are LevelDB's own numbering.
      text.decode(key.subarray(0, -8)),
      text.decode(value),
    ]);
    const expected = Array.from({ length: 100 }, (_, i) => [
      `key/of/${String(i).padStart(3, "0")}`,
      `value ${i * i}`,
    ]);
    expect(entries).toEqual(expected);
  });

  it("are recognised by their ends", () => {
    expect(endsAsTable(fixtureBytes("tensorflow/small.ckpt.index").slice(-8))).toBe(true);
    expect(endsAsTable(fixtureBytes("tensorflow/small.ckpt.index").slice(0, -1))).toBe(false);
    expect(endsAsTable(new Uint8Array(3))).toBe(false);
  });
});

describe("TensorFlow checkpoints", () => {
  it.each([
    ["i3d.ckpt", 1],
    ["sharded.ckpt", 3],
  ])("%s gives DeepMind's names, shapes and values from %i data files", async (name, shards) => {
    const { format, from, tensors, config } = await open(name, shards);
    expect([format, from, config]).toEqual(["TensorFlow checkpoint", `${name}.index`, null]);
    expect(tensors.size).toBe(22);
    expect(tensors.get("RGB/inception_i3d/Conv3d_1a_7x7/conv_3d/w")!.shape).toEqual([3, 3, 3, 3, 2]);
    expect(tensors.get("RGB/inception_i3d/Mixed_3b/Branch_1/Conv3d_0b_3x3/batch_norm/beta")!.shape).toEqual([
      1, 1, 1, 1, 2,
    ]);
    for (const [label, tensor] of tensors) {
      const values = await tensor.read();
      expect(values, label).toEqual(drawnFrom(label, tensor.shape));
      expect([tensor.dtype, tensor.bytes]).toEqual(["float32", 4 * values.length]);
    }
  });

  it("that are object-based have their own names and omit the object graph", async () => {
    const { tensors } = await open("objects-1");
    expect([...tensors.keys()].filter((name) => name.startsWith("_"))).toEqual([]);
    const name = "model/layer_with_weights-0/cell/recurrent_kernel/.ATTRIBUTES/VARIABLE_VALUE";
    expect(await tensors.get(name)!.read()).toEqual(drawnFrom(name, [3, 3, 2, 8]));
    expect(await tensors.get("save_counter/.ATTRIBUTES/VARIABLE_VALUE")!.read()).toEqual(Float32Array.of(3));
  });

  it("may contain numbers of several types, scalars and empty tensors; seeds are omitted", async () => {
    const { tensors } = await open("types.ckpt");
    const types = [...tensors].map(([name, { dtype, shape }]) => [name, dtype, shape]);
    expect(types).toEqual([
      ["brain", "bfloat16", [5]],
      ["double", "float64", [2, 3]],
      ["flag", "bool", [2]],
      ["half", "float16", [4]],
      ["none", "float32", [0, 4]],
      ["scalar", "float32", []],
      ["step", "int32", []],
    ]);
    expect(await tensors.get("double")!.read()).toEqual(drawnFrom("double", [2, 3]));
    expect(await tensors.get("scalar")!.read()).toEqual(drawnFrom("scalar", []));
    expect(await tensors.get("none")!.read()).toEqual(new Float32Array(0));
    expect(await tensors.get("flag")!.read()).toEqual(Float32Array.of(1, 0));
    const half = await tensors.get("half")!.read();
    drawnFrom("half", [4]).forEach((value, i) => expect(half[i]).toBeCloseTo(value, 3));
  });

  it("open even if their files were renamed", async () => {
    const data = new File(
      [await file("small.ckpt.data-00000-of-00001").arrayBuffer()],
      "b.data-00000-of-00001",
    );
    const { tensors } = await openTensorFlow(file("small.ckpt.index"), [data]);
    expect(await tensors.get("w")!.read()).toEqual(drawnFrom("w", [2, 2]));
  });
});

describe("TensorFlow checkpoints that do not fit", () => {
  it("name the data file that is missing", async () => {
    const given = [file("sharded.ckpt.index"), file("sharded.ckpt.data-00000-of-00003")];
    await expect(openTensorFlow(given[0]!, given)).rejects.toEqual(
      labError("weights", ["sharded.ckpt.data-00001-of-00003", "sharded.ckpt.data-00000-of-00003"]),
    );
  });

  it.each([
    ["snappy.ckpt.index", ["Snappy"]],
    ["v1.ckpt", ["V1", "SaverDef.V2"]],
    ["partitioned.ckpt.index", ["embedding", "partitioned"]],
    ["complex.ckpt.index", ["wave", 8]],
    ["big-endian.index", ["big-endian"]],
    ["too-new.index", ["version 2"]],
  ])("%s is refused, and the message says why", async (name, parts) => {
    await expect(openTensorFlow(file(name), [])).rejects.toEqual(labError("weights", [name, ...parts]));
  });

  it("are recognised by their data files' names if the index is missing", () => {
    expect(isTensorFlowShard("model.ckpt.data-00000-of-00001")).toBe(true);
    expect(isTensorFlowShard("model.ckpt.index")).toBe(false);
    expect(isTensorFlowShard("data-00000-of-00001.txt")).toBe(false);
  });
});
