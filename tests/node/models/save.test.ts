/** A saved folder loads as the same model: exactly as float32, within half a step as float16 and uint8. */
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { sizeOf } from "../../../src/base/shape.ts";
import "../../../src/device/kernels/register.ts";
import { halfBits } from "../../../src/models/half.ts";
import { fileFolder, loadModelFolder, type LoadedModel } from "../../../src/models/load.ts";
import { saveModelFolder, type SavedType } from "../../../src/models/save.ts";
import type { NamedWeight } from "../../../src/models/weights.ts";
import { draws } from "../../support/arrays.ts";
import { logitsOf, weightsOf } from "../../support/checkpoints.ts";
import { expectAllClose } from "../../support/close.ts";
import { smallI3d } from "../../support/small-models.ts";

const KINDS: readonly SavedType[] = ["float32", "float16", "uint8"];

/** Saves a model and loads it again from files, as a user would choose them. */
function again(model: LoadedModel, type: SavedType): Promise<LoadedModel> {
  const files = saveModelFolder(model, type).map(({ path, bytes }) => new File([bytes], path));
  return loadModelFolder(fileFolder(files), () => undefined);
}

const one = (values: number[] | Float32Array, shape = [1, values.length]): LoadedModel => ({
  card: smallI3d,
  weights: new Map([["w", { shape, values: Float32Array.from(values) }]]),
});
const valuesOf = async (model: LoadedModel, type: SavedType) =>
  Array.from((await again(model, type)).weights.get("w")!.values);

let small: LoadedModel;

beforeAll(async () => {
  await tf.setBackend("cpu");
  small = { card: smallI3d, weights: weightsOf(smallI3d) };
});

describe("saveModelFolder", () => {
  test("as float32 gives the same card and weights", async () => {
    expect(await again(small, "float32")).toEqual(small);
  });

  test.each([
    ["float16", 0.02],
    ["uint8", 0.2],
  ] as const)("as %s gives nearly the same logits, from a smaller download", async (type, atol) => {
    const { weights } = await again(small, type);
    const [exact, given] = [logitsOf(smallI3d, small.weights), logitsOf(smallI3d, weights)];
    expect(given).not.toEqual(exact); // control: something was rounded
    expectAllClose(given, exact, { rtol: 0, atol });
    const size = (of: SavedType) =>
      saveModelFolder(small, of).reduce(
        (sum, { bytes, path }) => sum + (path.endsWith(".bin") ? bytes.length : 0),
        0,
      );
    expect(size(type)).toBeLessThan((type === "float16" ? 0.55 : 0.3) * size("float32"));
  });

  test.each(KINDS)("as %s leaves vectors unchanged, including variances near 0", async (type) => {
    const variances = Float32Array.of(1e-9, 3, 1e-5, 40000);
    expect(await valuesOf(one(variances, [4]), type)).toEqual(Array.from(variances));
  });

  test.each(KINDS)("as %s preserves zeros, single values and constant tensors", async (type) => {
    expect(await valuesOf(one([0, 0, 0]), type)).toEqual([0, 0, 0]);
    expect((await valuesOf(one([-3, 0, 7, 0]), type))[1]).toBe(0);
    expect((await valuesOf(one([0.25, 0.25]), type))[0]).toBeCloseTo(0.25, 6);
    expect((await valuesOf(one([-2]), type))[0]).toBeCloseTo(-2, 6);
  });

  test("as uint8 is off by at most half a step, or a whole step at the ends", async () => {
    const values = draws(2000, 5).map((x) => 0.3 * x + 0.1);
    const step = (Math.max(...values) - Math.min(...values)) / 255;
    const given = await valuesOf(one(values), "uint8");
    expect(new Set(given).size).toBeGreaterThan(200); // control: all steps are in use
    given.forEach((value, i) => expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(1.01 * step));
    const inner = given.filter((value, i) => Math.abs(value - values[i]!) > 0.501 * step);
    expect(inner.length).toBeLessThan(20);
  });

  test("as float16 saves a tensor exactly if float16 cannot hold it", async () => {
    expect(await valuesOf(one([65504, 1.0001]), "float16")).toEqual([65504, 1]);
    expect(await valuesOf(one([65505, 1.0001]), "float16")).toEqual([65505, Math.fround(1.0001)]);
  });

  test("splits shards at 4 MiB, even inside a tensor", async () => {
    const big: NamedWeight = { shape: [1024, 1500], values: draws(1024 * 1500, 3) };
    const tail: NamedWeight = { shape: [3], values: Float32Array.of(1, 2, 3) };
    const model = {
      ...small,
      weights: new Map([
        ["a", tail],
        ["b", big],
        ["c", tail],
      ]),
    };
    const shards = saveModelFolder(model, "float32").filter(({ path }) => path.endsWith(".bin"));
    expect(shards.map(({ path }) => path)).toEqual(["group1-shard1of2.bin", "group1-shard2of2.bin"]);
    expect(shards.map(({ bytes }) => bytes.length)).toEqual([4194304, 4 * (sizeOf(big.shape) + 6) - 4194304]);
    const loaded = await again(model, "float32");
    expect([...loaded.weights.keys()]).toEqual(["a", "b", "c"]);
    const values = loaded.weights.get("b")!.values;
    expect(values.findIndex((value, i) => value !== big.values[i])).toBe(-1);
    expect(loaded.weights.get("c")!.values).toEqual(tail.values);
  });
});

describe("halfBits", () => {
  test.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00], // halfway to 65536: to even, which is infinity
    [Infinity, 0x7c00],
    [1 + 2 ** -11, 0x3c00], // halfway between 1 and the next: to even
    [1 + 3 * 2 ** -11, 0x3c02], // halfway between odd and even: to even
    [1 + 2 ** -11 + 2 ** -20, 0x3c01], // just above halfway
    [2 ** -14, 0x0400], // the smallest normal half
    [2 ** -14 - 2 ** -25, 0x0400], // rounds up to it
    [2 ** -24, 0x0001], // the smallest half
    [2 ** -25, 0x0000], // halfway to it: to even
    [1.5 * 2 ** -25, 0x0001],
    [2 ** -26, 0x0000],
    [3 * 2 ** -25, 0x0002], // halfway between 1 and 2 steps: to even
  ])("of %d", (value, bits) => {
    expect(halfBits(value)).toBe(bits);
  });

  test("of NaN is a NaN", () => {
    expect(halfBits(NaN) & 0x7c00).toBe(0x7c00);
    expect(halfBits(NaN) & 0x3ff).not.toBe(0);
  });

  test("is never further from the value than a neighbouring half", () => {
    const toNumber = (bits: number) => {
      const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
      return exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    };
    fc.assert(
      fc.property(fc.float({ min: 0, max: 65504, noNaN: true }), (value) => {
        const bits = halfBits(value);
        const error = Math.abs(toNumber(bits) - value);
        for (const other of [bits - 1, bits + 1]) {
          if (other >= 0 && other < 0x7c00)
            expect(error).toBeLessThanOrEqual(Math.abs(toNumber(other) - value));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
