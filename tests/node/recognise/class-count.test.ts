/** Last layers that claim implausible numbers of classes: each class needs a name, so the number is limited. */
import { describe, expect, test } from "vitest";
import type { TfjsFacts } from "../../../src/models/tfjs/describe.ts";
import { MOST_CLASSES } from "../../../src/recognise/fit.ts";
import { recognise } from "../../../src/recognise/recognise.ts";
import { tfjsInspection } from "../../../src/recognise/tfjs-inspection.ts";
import { blank, checkpointOf, PLENTY } from "../../support/checkpoints.ts";
import { labError } from "../../support/lab-error.ts";

/** Inspects a Keras C-LSTM whose dense layer, with 2 rows, claims `count` outputs without having the bytes for them. */
function ofClasses(count: number) {
  const { tensors, ...rest } = checkpointOf([
    ["lstm/kernel", blank(3, 3, 3, 8)],
    ["lstm/recurrent_kernel", blank(3, 3, 2, 8)],
    ["dense/kernel", blank(2, 1)],
  ]);
  const dense = { ...tensors.get("dense/kernel")!, shape: [2, count] };
  return recognise({ ...rest, tensors: new Map(tensors).set("dense/kernel", dense) }, PLENTY).inspection;
}

/** Inspects a TF.js model that declares this number of classes. */
function ofTfjs(classCount: number | null) {
  const facts: TfjsFacts = {
    architecture: { kind: "tfjs", format: "layers", output: "logits" },
    input: [8, 16, 16, 3],
    classCount,
  };
  return tfjsInspection("model.json", 1, facts);
}

describe("a checkpoint’s last layer", () => {
  test.each([2, MOST_CLASSES])("may have %i outputs", (count) => {
    expect(ofClasses(count).classCount).toBe(count);
  });

  test.each([0, 1, MOST_CLASSES + 1, 2 ** 40])("may not have %i", (count) => {
    expect(() => ofClasses(count)).toThrow(labError("weights", ["dense/kernel", count, "from 2 to 65536"]));
  });
});

describe("a TF.js model", () => {
  test.each([2, MOST_CLASSES])("may have %i outputs", (count) => {
    expect(ofTfjs(count).classCount).toBe(count);
  });

  test.each([null, 0, 1, 2.5, MOST_CLASSES + 1, 1e12])("may not have %s", (count) => {
    expect(() => ofTfjs(count)).toThrow(labError("weights", ["model.json", "2 to 65536"]));
  });
});
