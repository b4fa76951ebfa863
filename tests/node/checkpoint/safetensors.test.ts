/** safetensors files with wrong headers, and shards that do not fit together; valid files are in real-files.test.ts. */
import { describe, expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { EXPECTED, fixtureFile } from "../../support/checkpoint-files.ts";
import { labError } from "../../support/lab-error.ts";

/** Returns a file with this header and `dataBytes` bytes of data. */
function fileOf(header: unknown, dataBytes: number, length?: number): File {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const head = new BigUint64Array([BigInt(length ?? text.length)]);
  return new File([head, text, new Uint8Array(dataBytes)], "x.safetensors");
}
const f32 = (shape: readonly number[], begin: number, end: number) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});

describe("a header", () => {
  test("whose tensors fill the file exactly opens", async () => {
    const { tensors } = await openCheckpoint([fileOf({ a: f32([2], 0, 8), b: f32([1], 8, 12) }, 12)]);
    expect([...tensors.keys()]).toEqual(["a", "b"]);
    expect([...(await tensors.get("b")!.read())]).toEqual([0]);
  });

  test("loses a module. prefix common to all names", async () => {
    const { tensors } = await openCheckpoint([
      fileOf({ "module.a": f32([], 0, 4), "module.b": f32([0], 4, 4) }, 4),
    ]);
    expect([...tensors.keys()]).toEqual(["a", "b"]);
  });

  test("may name a tensor __proto__", async () => {
    const { tensors } = await openCheckpoint([
      fileOf('{"__proto__":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}', 4),
    ]);
    expect([...tensors.keys()]).toEqual(["__proto__"]);
  });

  test("may not give a tensor a very long name", async () => {
    const named = (length: number) => openCheckpoint([fileOf({ ["n".repeat(length)]: f32([], 0, 4) }, 4)]);
    expect((await named(1024)).tensors.size).toBe(1); // control
    await expect(named(1025)).rejects.toEqual(
      labError("weights", ["x.safetensors", "1025 characters", "nnn…"]),
    );
  });

  test("may not give a tensor too many dimensions", async () => {
    const ofRank = (rank: number) =>
      openCheckpoint([fileOf({ a: f32(Array<number>(rank).fill(1), 0, 4) }, 4)]);
    expect((await ofRank(64)).tensors.size).toBe(1); // control
    await expect(ofRank(65)).rejects.toEqual(labError("weights", ['"a"']));
  });

  test.each([
    { what: "ends one byte beyond the file", file: fileOf({ a: f32([2], 1, 9) }, 8), says: ['"a"', 9, 8] },
    { what: "has fewer bytes than its shape", file: fileOf({ a: f32([3], 0, 8) }, 8), says: ["[3]", 8, 12] },
    { what: "overlaps", file: fileOf({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12), says: ['"b"', 4, 8] },
    { what: "runs backwards", file: fileOf({ a: f32([], 8, 4) }, 8), says: ['"a"'] },
    { what: "has a negative size", file: fileOf({ a: f32([-1, -1], 0, 4) }, 4), says: ['"a"'] },
    {
      what: "has sizes beyond 2^53",
      file: fileOf({ a: f32([2 ** 52, 2 ** 52, 0.5], 0, 4) }, 4),
      says: ['"a"'],
    },
    {
      what: "has a shape that is a number",
      file: fileOf({ a: { ...f32([], 0, 4), shape: 1 } }, 4),
      says: ['"a"'],
    },
    {
      what: "has an eight-bit float",
      file: fileOf({ a: { ...f32([4], 0, 4), dtype: "F8_E4M3" } }, 4),
      says: ["F8_E4M3", "BF16"],
    },
    { what: "has a number for a tensor", file: fileOf({ a: 1 }, 4), says: ['"a"'] },
    { what: "is not JSON", file: fileOf("{a}", 4), says: ["JSON"] },
    {
      what: "is nested a million times",
      file: fileOf(`{"a":${"[".repeat(1e6)}${"]".repeat(1e6)}}`, 0),
      says: ['"a"'],
    },
    { what: "is longer than the file", file: fileOf({}, 4, 9000), says: [9008] },
    { what: "is far too long", file: fileOf({}, 4, 90_000_000), says: [90_000_000] },
  ])("that $what is refused", async ({ file, says }) => {
    await expect(openCheckpoint([file])).rejects.toEqual(labError("weights", ["x.safetensors", ...says]));
  });
});

describe("shards with their index", () => {
  const names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"] as const;
  const index = "model.safetensors.index.json";
  const drop = (...files: readonly string[]) => openCheckpoint(files.map(fixtureFile));

  test("dropped in any order hold all tensors", async () => {
    const { from, tensors } = await drop(names[1], index, names[0]);
    expect(from).toBe(index);
    const expected = names.flatMap((name) => EXPECTED[name]!.tensors);
    expect([...tensors.keys()].sort()).toEqual(expected.map(({ name }) => name).sort());
    for (const { name, shape, values } of expected) {
      expect(tensors.get(name)!.shape).toEqual(shape);
      expect([...(await tensors.get(name)!.read())]).toEqual(values);
    }
  });

  test.each([
    { what: "one shard missing", files: [index, names[0]], says: [index, names[1]] },
    { what: "the index alone", files: [index], says: [index, names[0]] },
    { what: "the shards alone", files: [...names], says: ["without their index"] },
    {
      what: "another file beside them",
      files: [index, ...names, "types.safetensors"],
      says: ["types.safetensors"],
    },
  ])("$what: refused, naming it", async ({ files, says }) => {
    await expect(drop(...files)).rejects.toEqual(labError("weights", says));
  });

  const indexOf = (value: unknown) => new File([JSON.stringify(value)], index);
  const shards = names.map(fixtureFile);
  test.each([
    {
      what: "lists a tensor in the wrong file",
      value: { weight_map: { base: names[0], nobody: names[1] } },
      says: ["nobody", names[1]],
    },
    { what: "lists nothing", value: { weight_map: {} }, says: ["weight_map"] },
    { what: "lists numbers for files", value: { weight_map: { base: 1 } }, says: ["weight_map"] },
  ])("an index that $what is refused", async ({ value, says }) => {
    await expect(openCheckpoint([indexOf(value), ...shards])).rejects.toEqual(
      labError("weights", [index, ...says]),
    );
  });

  test("that are PyTorch files are refused, with a remedy", async () => {
    const bin = new File([fixtureFile("zip-types.pt")], "pytorch_model-00001-of-00001.bin");
    const map = indexOf({ weight_map: { float32: bin.name } });
    await expect(openCheckpoint([map, bin])).rejects.toEqual(labError("weights", [bin.name, "safetensors"]));
  });
});
