/** Checkpoints saved by PyTorch give the same results here as in PyTorch, from the file to top-5 classes and score. */
import * as tf from "@tensorflow/tfjs";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import "../../../src/device/kernels/register.ts";
import { softmax } from "../../../src/math/softmax.ts";
import { buildModel } from "../../../src/models/build.ts";
import { weightSource } from "../../../src/models/weights.ts";
import { numberedClasses } from "../../../src/recognise/class-names.ts";
import { importedModel } from "../../../src/recognise/imported-model.ts";
import type { ImportSettings } from "../../../src/recognise/inspection.ts";
import { recognise } from "../../../src/recognise/recognise.ts";
import { takeWeights } from "../../../src/recognise/take-weights.ts";
import { PLENTY } from "../../support/checkpoints.ts";
import { expectAllClose } from "../../support/close.ts";

/** A result recorded by tests/golden/make-networks.py. */
interface Answer {
  readonly logits: readonly number[];
  readonly top: readonly number[];
  readonly os: number;
}
const golden = JSON.parse(readFileSync(new URL("../../golden/networks.json", import.meta.url), "utf8")) as {
  readonly i3d: readonly (Answer & { strides: [1 | 2, 1 | 2, 1 | 2]; window: number })[];
  readonly clstm4: Answer;
};

/** Returns the clip of that script, [16, size, size, 3]. */
function clip(size: number): Float32Array {
  return Float32Array.from({ length: 16 * size * size * 3 }, (_, i) => {
    const [c, x] = [i % 3, Math.floor(i / 3) % size];
    const [y, t] = [Math.floor(i / (3 * size)) % size, Math.floor(i / (3 * size * size))];
    return Math.sin(0.4 * x + 0.3 * y * (1 + c) + 0.9 * t + 0.05 * t * x);
  });
}

async function open(name: string) {
  const bytes = readFileSync(new URL(`../../fixtures/networks/${name}`, import.meta.url));
  const checkpoint = await openCheckpoint([new File([bytes], name)]);
  return { checkpoint, ...recognise(checkpoint, PLENTY) };
}

/** Imports the file as the page does, and returns the model's logits. */
async function logitsOf(
  { checkpoint, plan, inspection }: Awaited<ReturnType<typeof open>>,
  settings: ImportSettings,
) {
  const weights = await takeWeights(checkpoint, plan, settings);
  const answers = { ...settings, name: "Test", classes: numberedClasses(inspection.classCount) };
  const model = importedModel(inspection, answers, weights);
  const built = buildModel(model.card, weightSource(model.weights, "test"));
  const { frames, height, width } = settings.input;
  const logits = tf.tidy(() =>
    built.logits(tf.tensor5d(clip(width), [1, frames, height, width, 3])).dataSync(),
  );
  built.dispose();
  return Array.from(logits);
}

function expectAnswer(logits: readonly number[], { logits: expected, top, os }: Answer): void {
  expectAllClose(logits, expected, { rtol: 1e-3, atol: 1e-4 });
  const order = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!);
  expect(order.slice(0, 5)).toEqual(top);
  expect(Math.abs(softmax(logits)[top[0]!]! - os)).toBeLessThan(1e-3);
}

const input = { frames: 16, range: [-1, 1], mean: [0, 0, 0], std: [1, 1, 1], normalise: "none" } as const;
const sized = (size: number) =>
  ({ ...input, height: size, width: size }) as unknown as ImportSettings["input"];

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("an I3D saved as the paper's authors do", () => {
  test.each(golden.i3d)(
    "with strides $strides and a window of $window",
    async ({ strides, window, ...answer }) => {
      const opened = await open("i3d-legacy.pth.tar");
      expect(opened.inspection).toMatchObject({ format: "PyTorch (legacy)", classCount: 6, mismatches: [] });
      // All layers have 8 channels, which the smallest widths give.
      const { architecture } = opened.plan;
      if (architecture.kind !== "i3d") throw new Error("recognised as another network");
      const settings = {
        architecture: { ...architecture, temporalStrides: strides, headWindow: window },
        input: sized(32),
      };
      expectAnswer(await logitsOf(opened, settings), answer);
    },
  );

  test("gives different logits in each variant", () => {
    expect(new Set(golden.i3d.map(({ logits }) => logits[0])).size).toBe(golden.i3d.length);
  });
});

describe.each(["clstm4.pt", "clstm4-legacy.pt"])("a CLSTM_4 in %s", (name) => {
  test("gives the same result as in PyTorch", async () => {
    const opened = await open(name);
    expect(opened.inspection).toMatchObject({
      kind: "clstm4",
      classCount: 6,
      denseRows: 256,
      mismatches: [],
    });
    const architecture = {
      kind: "clstm4" as const,
      units: [4, 4],
      kernel: 5,
      stride: 1,
      effectiveSteps: [4, 8, 12, 15],
    };
    expectAnswer(await logitsOf(opened, { architecture, input: sized(16) }), golden.clstm4);
  });
});
