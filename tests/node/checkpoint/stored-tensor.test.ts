/** Reading one tensor from its storage; layouts written by PyTorch are in real-files.test.ts. */
import { describe, expect, test } from "vitest";
import { filePart, readRange, roomFor, type ByteSource } from "../../../src/checkpoint/byte-source.ts";
import { DTYPES } from "../../../src/checkpoint/torch/element-types.ts";
import { storedTensor } from "../../../src/checkpoint/torch/stored-tensor.ts";
import { labError } from "../../support/lab-error.ts";

const float32 = DTYPES.get("float32")!;

/** Returns a source of these values that records the ranges read. */
function sourceOf(values: readonly number[]): ByteSource & { readonly asked: (readonly [number, number])[] } {
  const bytes = new Uint8Array(new Float32Array(values).buffer);
  const asked: (readonly [number, number])[] = [];
  const read = (start: number, end: number) => {
    asked.push([start, end]);
    return Promise.resolve(bytes.slice(start, end));
  };
  return { bytes: bytes.length, read, asked };
}

/** Returns a tensor whose storage starts at byte `start` of the source. */
const tensorOf = (
  source: ByteSource,
  shape: readonly number[],
  strides: readonly number[],
  offset = 0,
  start = 0,
) => {
  const bytes = source.bytes - start;
  const storage = { kind: "storage", key: "k", element: float32, start, bytes } as const;
  return storedTensor(
    { kind: "tensor", storage, element: float32, offset, shape, strides },
    () => source,
    'x.pt: the tensor "w"',
  );
};

describe("a tensor", () => {
  test("reads only from its first to its last number", async () => {
    const source = sourceOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const column = tensorOf(source, [2], [3], 2); // numbers 2 and 5
    expect(column.bytes).toBe(16);
    expect([...(await column.read())]).toEqual([2, 5]);
    expect(source.asked).toEqual([[8, 24]]);
  });

  test("in a view counts from the view’s start", async () => {
    const source = sourceOf([0, 1, 2, 3, 4, 5]);
    expect([...(await tensorOf(source, [2], [1], 1, 8).read())]).toEqual([3, 4]);
    expect(source.asked).toEqual([[12, 20]]);
  });

  test("returns a new array at each read", async () => {
    const tensor = tensorOf(sourceOf([1, 2]), [2], [1]);
    (await tensor.read()).fill(9);
    expect([...(await tensor.read())]).toEqual([1, 2]);
  });

  test("without elements reads nothing", async () => {
    const source = sourceOf([1]);
    expect(await tensorOf(source, [0, 5], [5, 1]).read()).toEqual(new Float32Array(0));
    expect(source.asked).toEqual([]);
  });

  test.each([
    { what: "transposed", shape: [3, 2], strides: [1, 3], values: [0, 3, 1, 4, 2, 5] },
    { what: "repeated", shape: [2, 3], strides: [0, 1], values: [0, 1, 2, 0, 1, 2] },
    { what: "each number twice", shape: [3, 2], strides: [1, 0], values: [0, 0, 1, 1, 2, 2] },
    { what: "overlapping", shape: [3, 2], strides: [1, 1], values: [0, 1, 1, 2, 2, 3] },
    { what: "three axes in another order", shape: [1, 3, 2], strides: [7, 1, 3], values: [0, 3, 1, 4, 2, 5] },
  ])("$what comes in row-major order", async ({ shape, strides, values }) => {
    expect([...(await tensorOf(sourceOf([0, 1, 2, 3, 4, 5]), shape, strides).read())]).toEqual(values);
  });

  test("that repeats one number a billion times is refused before memory is allocated", async () => {
    const many = tensorOf(sourceOf([1]), [1000, 1000, 1000], [0, 0, 0]);
    await expect(many.read()).rejects.toEqual(labError("weights", ['"w"', 1_000_000_000, 4]));
  });
});

describe("room for values", () => {
  // 8 bytes of float32 per stored byte, plus 1 MiB.
  test("is allocated up to the limit and refused beyond", () => {
    expect(roomFor(2 * 1000 + 2 ** 18, 1000, "x").length).toBe(2 * 1000 + 2 ** 18);
    expect(() => roomFor(2 * 1000 + 2 ** 18 + 1, 1000, "x")).toThrow(labError("weights", [264_145, 1000]));
  });
});

describe("bytes of a file", () => {
  const file = new File([Uint8Array.of(1, 2, 3, 4)], "x.pt");

  test("are read up to its end and not beyond", async () => {
    expect(await readRange(file, 1, 4)).toEqual(Uint8Array.of(2, 3, 4));
    expect(await filePart(file, 2).read(0, 2)).toEqual(Uint8Array.of(3, 4));
    await expect(readRange(file, 1, 5)).rejects.toEqual(labError("weights", ["x.pt", 4, 5]));
  });

  test("of a file that was removed: the message says so", async () => {
    const gone = new File([], "x.pt");
    gone.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) as unknown as Blob;
    await expect(readRange(gone, 0, 0)).rejects.toEqual(
      labError("weights", ["x.pt", "Choose the file itself again"]),
    );
  });

  test("of a file that became shorter: the message says so", async () => {
    const shrunk = new File([Uint8Array.of(1, 2)], "x.pt");
    shrunk.slice = () => new Blob([Uint8Array.of(1)]);
    await expect(readRange(shrunk, 0, 2)).rejects.toEqual(labError("weights", ["x.pt", "changed"]));
  });
});
