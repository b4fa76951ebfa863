/** Files in the layouts of Keras and TensorFlow are recognised as C-LSTMs. */
import { expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { recognise } from "../../../src/recognise/recognise.ts";
import { fixtureFile } from "../../support/checkpoint-files.ts";
import { PLENTY } from "../../support/checkpoints.ts";
import { labError } from "../../support/lab-error.ts";

const network = { kind: "convlstm", units: [2], kernel: 3, stride: 2, padding: "valid" };

test.each([
  { files: ["keras/keras2-weights.h5"], gate: "hard", input: {} },
  { files: ["keras/keras2-model.h5"], gate: "hard", input: { frames: 4, height: 16, width: 16 } },
  { files: ["keras/keras3.weights.h5"], gate: "logistic", input: {} },
  { files: ["keras/keras213-windows.weights.h5"], gate: "hard", input: {} },
  {
    files: ["tensorflow/objects-1.index", "tensorflow/objects-1.data-00000-of-00001"],
    gate: "hard",
    input: {},
  },
])("$files", async ({ files, gate, input }) => {
  const checkpoint = await openCheckpoint(files.map(fixtureFile));
  const { plan, inspection } = recognise(checkpoint, PLENTY);
  expect(inspection).toMatchObject({ classCount: 4, denseRows: 18, mismatches: [] });
  expect(plan.architecture).toEqual({ ...network, gate });
  expect(plan.input).toEqual(input);
});

test("a .keras archive from Keras 3 is refused for gates that the lab does not support", async () => {
  const checkpoint = await openCheckpoint([fixtureFile("keras/model.keras")]);
  expect(() => recognise(checkpoint, PLENTY)).toThrow(labError("weights", ["model.keras", "hard_sigmoid"]));
});
