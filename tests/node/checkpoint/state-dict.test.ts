/** Finding the weights in a checkpoint. */
import { describe, expect, test } from "vitest";
import {
  Inert,
  PyDict,
  type PickleValue,
  type TorchTensor,
} from "../../../src/checkpoint/torch/pickle-values.ts";
import { findStateDict } from "../../../src/checkpoint/torch/state-dict.ts";
import { DTYPES } from "../../../src/checkpoint/torch/element-types.ts";
import { labError } from "../../support/lab-error.ts";

const element = DTYPES.get("float32")!;
const tensor: TorchTensor = {
  kind: "tensor",
  storage: { kind: "storage", key: "0", element, start: 0, bytes: 4 },
  element,
  offset: 0,
  shape: [],
  strides: [],
};

function dict(entries: readonly (readonly [PickleValue, PickleValue])[]): PyDict {
  const made = new PyDict();
  for (const [key, value] of entries) made.entries.set(key, value);
  return made;
}

/** Returns a dictionary of tensors with these names. */
const weights = (...names: readonly string[]) => dict(names.map((name) => [name, tensor]));
const found = (root: PickleValue) => [...findStateDict(root, "x.pt").keys()];

describe("the weights", () => {
  test("are the checkpoint itself, in its order, without values that are not tensors", () => {
    const root = dict([
      ["b", tensor],
      ["epoch", 3],
      ["a", tensor],
      [7, tensor],
      ["sampler", new Inert("a set")],
    ]);
    expect(found(root)).toEqual(["b", "a"]);
  });

  test.each(["state_dict", "model", "model_state_dict", "net", "module", "weights"])(
    "are under %s",
    (key) => {
      expect(
        found(
          dict([
            ["epoch", 3],
            [key, weights("a", "b")],
          ]),
        ),
      ).toEqual(["a", "b"]);
    },
  );

  test("are searched for only once if thousands of keys name the same large dictionary", () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `n${i}`);
    const large = weights(...names);
    // A search for each key would visit 400 million tensors, which takes minutes.
    const root = dict(names.map((name) => [name, large]));
    expect(() => found(root)).toThrow(
      labError("weights", ["x.pt", "several dictionaries", "and 19994 more"]),
    );
  });

  test("are under state_dict even if there are tensors beside it", () => {
    expect(
      found(
        dict([
          ["best_acc1", tensor],
          ["model", weights("m")],
          ["state_dict", weights("a")],
        ]),
      ),
    ).toEqual(["a"]);
  });

  test("are not taken from a usual key without tensors", () => {
    expect(
      found(
        dict([
          ["model", "i3d"],
          ["state_dict", dict([["epoch", 1]])],
          ["w", tensor],
        ]),
      ),
    ).toEqual(["w"]);
  });

  test("are under any key if only one has tensors", () => {
    expect(
      found(
        dict([
          ["generator", weights("a")],
          ["log", dict([["loss", 1]])],
        ]),
      ),
    ).toEqual(["a"]);
  });

  test("lose a module. prefix common to all names, once", () => {
    expect(found(weights("module.a", "module.module.b"))).toEqual(["a", "module.b"]);
    expect(found(weights("module.a", "b"))).toEqual(["module.a", "b"]);
  });

  test.each([
    {
      what: "several unknown keys",
      root: dict([
        ["ema", weights("a")],
        ["raw", weights("a")],
      ]),
      says: ['"ema", "raw"'],
    },
    { what: "no tensors", root: dict([["epoch", 3]]), says: ['"epoch"'] },
    { what: "nothing", root: dict([]), says: ["empty"] },
    { what: "tensors two levels down", root: dict([["a", dict([["b", weights("c")]])]]), says: ['"a"'] },
    { what: "a number", root: 3, says: ["a number"] },
    { what: "one tensor", root: tensor, says: ["one tensor"] },
    {
      what: "many keys",
      root: dict(Array.from({ length: 99 }, (_, i) => [`k${i}`, i])),
      says: ['"k5" and 93 more'],
    },
  ])("are refused in a file with $what", ({ root, says }) => {
    expect(() => found(root)).toThrow(labError("weights", ["x.pt", ...says]));
  });
});
