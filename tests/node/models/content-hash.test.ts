/** A model's id depends on what it computes, and on nothing else. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ModelCard } from "../../../src/models/card.ts";
import { modelIdOf } from "../../../src/models/content-hash.ts";
import type { NamedWeight } from "../../../src/models/weights.ts";
import { draws } from "../../support/arrays.ts";
import { smallConvLstm, smallI3d } from "../../support/small-models.ts";

const a: NamedWeight = { shape: [2, 3], values: draws(6, 1) };
const b: NamedWeight = { shape: [70000], values: draws(70000, 2) };
const weights = new Map([
  ["a", a],
  ["b", b],
]);
const id = modelIdOf(smallI3d, weights);
const i3d = smallI3d.architecture as Extract<ModelCard["architecture"], { kind: "i3d" }>;

describe("modelIdOf", () => {
  test("is the kind and 32 digits of SHA-256 over the fields, names, shapes and float32 bytes", () => {
    const hash = createHash("sha256");
    const { frames, height, width, range, mean, std, normalise } = smallI3d.input;
    const head = ["i3d", 0.125, [2, 2, 2], 2];
    const input = [frames, height, width, range, mean, std, normalise];
    hash.update(`${JSON.stringify(["freezeframe model", 1, head, input])}\n`);
    for (const [name, { shape, values }] of weights) {
      hash.update(`${JSON.stringify([name, shape])}\n`);
      hash.update(new Uint8Array(values.buffer));
    }
    expect(id).toBe(`i3d-${hash.digest("hex").slice(0, 32)}`);
  });

  test("does not depend on the order of weights, the display name or the class names", () => {
    expect(modelIdOf(smallI3d, new Map([...weights].reverse()))).toBe(id);
    expect(modelIdOf({ ...smallI3d, name: "Other", classes: ["x", "y"] } as ModelCard, weights)).toBe(id);
  });

  test("is the same if a default is written out", () => {
    expect(modelIdOf({ ...smallI3d, architecture: { ...i3d, headWindow: 2 } }, weights)).toBe(id);
    const square = smallConvLstm.architecture as Extract<ModelCard["architecture"], { kind: "convlstm" }>;
    expect(modelIdOf({ ...smallConvLstm, architecture: { ...square, kernel: [3, 3] } }, weights)).toBe(
      modelIdOf(smallConvLstm, weights),
    );
  });

  test.each([
    [
      "one value",
      smallI3d,
      new Map(weights).set("b", { ...b, values: b.values.map((x, i) => (i === 69999 ? x + 1e-6 : x)) }),
    ],
    ["a shape", smallI3d, new Map(weights).set("a", { ...a, shape: [3, 2] })],
    [
      "a name",
      smallI3d,
      new Map([
        ["a", a],
        ["c", b],
      ]),
    ],
    ["a missing weight", smallI3d, new Map([["a", a]])],
    [
      "the strides",
      { ...smallI3d, architecture: { ...i3d, temporalStrides: [2, 2, 1] as [2, 2, 1] } },
      weights,
    ],
    ["the head's window", { ...smallI3d, architecture: { ...i3d, headWindow: 4 } }, weights],
    ["the frames", { ...smallI3d, input: { ...smallI3d.input, frames: 9 } }, weights],
    [
      "the value range",
      { ...smallI3d, input: { ...smallI3d.input, range: [0, 1] as [number, number] } },
      weights,
    ],
  ])("changes with %s", (_, card, changed) => {
    expect(modelIdOf(card, changed)).not.toBe(id);
  });

  test("of the authors' C-LSTM changes with the steps that its dense layer reads, not only with their number", () => {
    const clstm4 = (effectiveSteps: number[]): ModelCard => ({
      ...smallConvLstm,
      architecture: { kind: "clstm4", units: [2], kernel: 3, stride: 1, effectiveSteps },
    });
    expect(modelIdOf(clstm4([1, 3]), weights)).toBe(modelIdOf(clstm4([1, 3]), weights)); // control
    expect(modelIdOf(clstm4([2, 3]), weights)).not.toBe(modelIdOf(clstm4([1, 3]), weights));
  });
});
