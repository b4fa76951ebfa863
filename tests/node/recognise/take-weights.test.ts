/** Reading tensors one at a time, with progress and cancelling; invalid values are refused by name. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { StoredTensor } from "../../../src/checkpoint/checkpoint.ts";
import "../../../src/device/kernels/register.ts";
import { parseCard } from "../../../src/models/card.ts";
import type { NamedWeight } from "../../../src/models/weights.ts";
import { numberedClasses } from "../../../src/recognise/class-names.ts";
import { checkAnswers, importedModel } from "../../../src/recognise/imported-model.ts";
import type { ImportAnswers } from "../../../src/recognise/inspection.ts";
import { recognise } from "../../../src/recognise/recognise.ts";
import { takeWeights } from "../../../src/recognise/take-weights.ts";
import { blank, checkpointOf, logitsOf, PLENTY, weightsOf } from "../../support/checkpoints.ts";
import { labError } from "../../support/lab-error.ts";
import { smallConvLstm } from "../../support/small-models.ts";

let weights: Map<string, NamedWeight>;
const answers: ImportAnswers = {
  architecture: smallConvLstm.architecture,
  input: smallConvLstm.input,
  name: " My C-LSTM ",
  classes: numberedClasses(3),
};

beforeAll(async () => {
  await tf.setBackend("cpu");
  weights = weightsOf(smallConvLstm);
});

describe("takeWeights", () => {
  test("reads each tensor once, one after another, and counts its bytes", async () => {
    const checkpoint = checkpointOf(weights);
    let [reading, most, reads] = [0, 0, 0];
    const watched = new Map(
      [...checkpoint.tensors].map(([name, tensor]): [string, StoredTensor] => [
        name,
        {
          ...tensor,
          async read() {
            reads++;
            most = Math.max(most, ++reading);
            await Promise.resolve();
            reading--;
            return tensor.read();
          },
        },
      ]),
    );
    const seen: number[][] = [];
    const { plan } = recognise(checkpoint, PLENTY);
    await takeWeights({ ...checkpoint, tensors: watched }, plan, answers, {
      onProgress: (read, total) => seen.push([read, total]),
    });
    const total = [...weights.values()].reduce((sum, { values }) => sum + 4 * values.length, 0);
    expect([reads, most]).toEqual([weights.size, 1]);
    expect(seen.at(-1)).toEqual([total, total]);
    expect(seen.map(([read]) => read)).toEqual([...seen.map(([read]) => read!)].sort((a, b) => a - b));
  });

  test("stops when cancelled", async () => {
    const checkpoint = checkpointOf(weights);
    const { plan } = recognise(checkpoint, PLENTY);
    const cancel = new AbortController();
    let steps = 0;
    const onProgress = () => {
      if (++steps === 2) cancel.abort();
    };
    await expect(
      takeWeights(checkpoint, plan, answers, { signal: cancel.signal, onProgress }),
    ).rejects.toEqual(labError("cancelled", ["test.pt"]));
    expect(steps).toBe(2);
  });

  test.each([NaN, Infinity, -Infinity])("refuses %f by name, place and count", async (odd) => {
    const kernel = { shape: [3, 3, 4, 24], values: new Float32Array(864) };
    kernel.values[7] = odd;
    kernel.values[9] = odd;
    const checkpoint = checkpointOf(new Map(weights).set("clstm_2/kernel", kernel));
    const { plan } = recognise(checkpoint, PLENTY);
    await expect(takeWeights(checkpoint, plan, answers)).rejects.toEqual(
      labError("weights", ["test.pt", "clstm_2/kernel", "2 of 864", "at 7", odd]),
    );
  });

  test("refuses a variance below 0, and accepts 0", async () => {
    const read = (variance: number) => {
      const variances = { shape: [4], values: Float32Array.of(1, 1, variance, 1) };
      const checkpoint = checkpointOf(
        new Map(weights).set("batch_normalization_1/moving_variance", variances),
      );
      return takeWeights(checkpoint, recognise(checkpoint, PLENTY).plan, answers);
    };
    await expect(read(-0.5)).rejects.toEqual(
      labError("weights", ["batch_normalization_1/moving_variance", "-0.5 at 2"]),
    );
    expect((await read(0)).get("batch_normalization_1/moving_variance")!.values[2]).toBe(0);
  });

  test("allocates nothing for omitted weights until filters with as many units are read", async () => {
    const units = 2 ** 40;
    const claimed = (...shape: number[]): StoredTensor => ({
      shape,
      dtype: "float32",
      bytes: 4,
      read: () => Promise.reject(new LabError("weights", "it claims too much")),
    });
    const filters = ["i", "f", "c", "o"].flatMap((gate): [string, StoredTensor][] => [
      [`clstm.cell0.Wx${gate}.weight`, claimed(units, 3, 5, 5)],
      [`clstm.cell0.Wx${gate}.bias`, claimed(units)],
      [`clstm.cell0.Wh${gate}.weight`, claimed(units, units, 5, 5)],
    ]);
    const tensors = new Map([
      ...filters,
      ["endFC.weight", claimed(3, units)] as const,
      ["endFC.bias", claimed(3)] as const,
    ]);
    const checkpoint = { ...checkpointOf([]), tensors };
    const { plan } = recognise(checkpoint, PLENTY);
    expect(plan.filled.length).toBeGreaterThan(0); // control
    await expect(takeWeights(checkpoint, plan, answers)).rejects.toEqual(
      labError("weights", ["it claims too much"]),
    );
  });

  test("refuses missing tensors and wrong shapes, even if nothing checked them before", async () => {
    const missing = new Map(weights);
    missing.delete("clstm_2/kernel");
    const read = (named: Map<string, NamedWeight>) => {
      const checkpoint = checkpointOf(named);
      return takeWeights(checkpoint, recognise(checkpoint, PLENTY).plan, answers);
    };
    await expect(read(missing)).rejects.toEqual(labError("weights", ["clstm_2/kernel", "missing"]));
    const misshapen = new Map(weights).set("clstm_2/kernel", blank(3, 3, 4, 23));
    await expect(read(misshapen)).rejects.toEqual(labError("weights", ["[3, 3, 4, 23]", "[3, 3, 4, 24]"]));
  });
});

describe("importedModel", () => {
  test("has a card with everything that is known, and runs", async () => {
    const checkpoint = checkpointOf(weights);
    const { plan, inspection } = recognise(checkpoint, PLENTY);
    const { card, weights: taken } = importedModel(
      inspection,
      answers,
      await takeWeights(checkpoint, plan, answers),
    );
    expect(parseCard(JSON.parse(JSON.stringify(card)), "card.json")).toEqual(card);
    expect(card).toMatchObject({ name: "My C-LSTM", classes: ["class 0", "class 1", "class 2"] });
    expect(card.accuracy).toBeUndefined();
    expect(card.id).toMatch(/^convlstm-[0-9a-f]{32}$/);
    expect(logitsOf(card, taken)).toEqual(logitsOf(smallConvLstm, weights));
  });

  test.each([
    [{ name: "  " }, "value", ["name"]],
    [{ classes: ["a", "b"] }, "value", ["2 class names", "3 outputs"]],
    [{ input: { ...smallConvLstm.input, frames: 9 } }, "weights", ["9 frames", "192"]],
  ] as const)("refuses answers %j", (wrong, code, parts) => {
    const { inspection } = recognise(checkpointOf(weights), PLENTY);
    expect(() => checkAnswers(inspection, answers)).not.toThrow(); // control
    expect(() => checkAnswers(inspection, { ...answers, ...wrong })).toThrow(labError(code, parts));
  });

  test("refuses a file that lacks tensors, whatever the answers", () => {
    const named = new Map(weights);
    named.delete("dense/bias");
    named.delete("clstm_1/recurrent_kernel");
    named.set("clstm_1/recurrent_kernel", blank(3, 3, 4, 15));
    const { inspection } = recognise(checkpointOf(named), PLENTY);
    expect(() => checkAnswers(inspection, answers)).toThrow(
      labError("weights", ["clstm_1/recurrent_kernel", "wrong shape"]),
    );
  });
});
