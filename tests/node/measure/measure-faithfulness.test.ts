/** The whole measurement on a toy whose correct answers are known. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import type { Faithfulness } from "../../../src/faithfulness/faithfulness.ts";
import type { FaithfulnessSubject } from "../../../src/measure/subject.ts";
import { measureFaithfulness, type FaithfulnessStep } from "../../../src/measure/measure-faithfulness.ts";
import { agreementOf } from "../../../src/faithfulness/stability.ts";
import { verdictOf } from "../../../src/faithfulness/verdict.ts";
import type { MaskScorer } from "../../../src/search/descent.ts";
import { lossOf } from "../../../src/math/mask-loss.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { faithfulnessToy, maskOf, openCount, TOY_PLANTED, TOY_T } from "../../support/faithfulness-toy.ts";
import { plantedScorer } from "../../support/planted-scorer.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";
import { lastOf, testMetric } from "../../support/metric.ts";

const measure = (subject: FaithfulnessSubject) => lastOf(measureFaithfulness(subject));
const onFrames = (mask: readonly number[]) => [...mask.keys()].filter((t) => mask[t]! > 0.5);
const overlaps = ({ stability }: Faithfulness, change: string) =>
  stability.filter((again) => again.change === change).map(({ overlap }) => overlap);
/** 1 / (1 + exp(-6)), the toy's score on the clip as filmed. */
const ORIGINAL = 0.9975;

beforeAll(async () => {
  expect(await tf.setBackend("cpu")).toBe(true);
});
beforeEach(() => {
  Object.assign(openCount, { now: 0, ever: 0 });
});

/** Returns a scorer that gives every mask the same score. */
const flat = (score: number): MaskScorer => ({
  mostAtOnce: 16,
  perturbed: (masks) => tf.tidy(() => tf.add(tf.mul(tf.sum(masks, 1), 0), score).as1D()),
});

/** Expects every number to be finite: JSON turns NaN and infinity into null. */
function expectFinite(measured: Faithfulness): void {
  expect(JSON.parse(JSON.stringify(measured))).toEqual(measured);
}

describe("measureFaithfulness", () => {
  test("finds the planted mask necessary, sufficient, complete and stable, and says so", async () => {
    const before = tf.memory().numTensors;
    const measured = await measure(faithfulnessToy());
    expect(measured.original).toBeCloseTo(ORIGINAL, 4);
    expect(measured.everywhere).toBeCloseTo(1 - ORIGINAL, 4);
    expect(measured.deletion.scores[3]).toBeCloseTo(1 - ORIGINAL, 4);
    expect(measured.insertion.scores[3]).toBeCloseTo(ORIGINAL, 4);
    expect(measured.equalLength.mask.inside).toBeCloseTo(1 - ORIGINAL, 4);
    expect(measured.equalLength.mask.outside).toBeCloseTo(ORIGINAL, 4);
    expect(measured.equalLength.random).toHaveLength(99);
    // Eight places of three frames, one of them the mask; ten frames to begin an order at.
    expect(measured.equalLength.windows).toHaveLength(7);
    expect(measured.deletion.centred.areas).toHaveLength(10);
    expect(measured.completeness!.sum).toBeCloseTo(measured.completeness!.expected, 2);
    expect(overlaps(measured, "seed")).toHaveLength(2);
    expect(overlaps(measured, "start")).toHaveLength(4);
    expect(overlaps(measured, "learning-rate")).toEqual([1, 1]);
    // Every search ends as low as the mask, whose loss is that of three frames in one run.
    expect(measured.ownLoss).toBeCloseTo(1 - ORIGINAL + 0.03 + 0.04, 3);
    for (const { loss } of measured.stability) expect(loss).toBeLessThan(measured.ownLoss! + 0.02);
    expect(verdictOf(measured).level).toBe("supported");
    expectFinite(measured);
    expect(openCount).toEqual({ now: 0, ever: 4 });
    expect(tf.memory().numTensors).toBe(before);
  });

  /** A wrong variant: masks found on shifted clips are not shifted back. */
  const asIfUnmoved = (subject: FaithfulnessSubject) =>
    measure({ ...subject, shifts: subject.shifts.map((shift) => ({ ...shift, later: 0 })) });
  testMetric(
    "a mask that moves with the clip counts as the same mask",
    measure,
    { "masks not shifted back": asIfUnmoved },
    async (run) => {
      expect(overlaps(await run(faithfulnessToy()), "shift")).toEqual([1, 1]);
    },
  );

  /** A wrong variant: shuffles from the first layer up, so the last stage has learnt most. */
  const bottomUp = (subject: FaithfulnessSubject) =>
    measure({
      ...subject,
      shuffled: Array.isArray(subject.shuffled) ? subject.shuffled.toReversed() : subject.shuffled,
    });
  testMetric(
    "the further down a model is shuffled, the more the mask changes",
    measure,
    { "a cascade from the bottom up": bottomUp },
    async (run) => {
      const { randomised } = await run(faithfulnessToy());
      if (randomised.kind !== "measured") throw new Error(randomised.reason);
      expect(randomised.stages.map(({ downTo }) => downTo)).toEqual(["layer 1", "layer 2"]);
      expect(randomised.stages.map(({ mask }) => onFrames(mask))).toEqual([
        [5, 6, 7],
        [0, 1],
      ]);
      expect(randomised.stages.map(({ overlap }) => overlap)).toEqual([0.5, 0]);
      expect(randomised.stages.map(({ className }) => className)).toEqual(["class 1", "class 2"]);
    },
  );

  test("a shuffled model that answers alike whatever is perturbed is not searched, and has no vote", async () => {
    const constant = (score: number) => ({
      downTo: "layer 1",
      open: () => Promise.resolve({ scorer: flat(score), className: "any", dispose: () => undefined }),
    });
    const measured = await measure({ ...faithfulnessToy(), shuffled: [constant(0.5), constant(0.07)] });
    if (measured.randomised.kind !== "measured") throw new Error(measured.randomised.reason);
    for (const { mask, loss, overlap } of measured.randomised.stages)
      expect([mask, loss, overlap]).toEqual([new Array<number>(TOY_T).fill(0), null, null]);
    expect(measured.randomised.stages[0]!.reaction).toEqual({
      lowest: expect.closeTo(0.5, 6) as number,
      spread: expect.closeTo(0, 6) as number,
    });
    const { level, reasons } = verdictOf(measured);
    expect(level).toBe("supported");
    expect(reasons.at(-1)).toMatchObject({ says: "open" });
  });

  test("each repeated search has the loss of the frames it names, fully on, on the clip as filmed, shifted ones too", async () => {
    const settings = { ...PRESETS.default, steps: 1, patience: null };
    const { stability } = await measure({ ...faithfulnessToy(), settings });
    const lossBy = (one: readonly number[]) => {
      const on = one.map((m) => (m > 0.5 ? 1 : 0));
      const frozen = TOY_PLANTED.reduce((sum, t) => sum + on[t]!, 0);
      return lossOf(on, 1 / (1 + Math.exp(-4 * (TOY_PLANTED.length / 2 - frozen))), settings).loss;
    };
    expectAllClose(
      stability.map(({ loss }) => loss!),
      stability.map(({ mask }) => lossBy(mask)),
      { atol: 1e-5 },
    );
    expect(new Set(stability.map(({ loss }) => loss!.toFixed(3))).size).toBeGreaterThan(2); // control
  });

  test("a search from a bad start that fails is counted as failed, not as another mask", async () => {
    const one = { ...PRESETS.default, steps: 1, patience: null };
    const measured = await measure({ ...faithfulnessToy(), settings: one });
    const agreement = agreementOf(measured)!;
    expect(agreement.failed).toBeGreaterThan(0);
    expect(agreement.failed).toBe(
      measured.stability.filter(({ loss }) => loss! > agreement.best + 0.05).length,
    );
  });

  test("a model that depends on the same frames however it is shuffled is not supported", async () => {
    const measured = await measure(faithfulnessToy([TOY_PLANTED, TOY_PLANTED]));
    expect(verdictOf(measured)).toMatchObject({
      level: "not-supported",
      summary: expect.stringMatching(/shuffled/) as string,
    });
  });

  test("a mask of other frames is no better than chance", async () => {
    const measured = await measure(faithfulnessToy(undefined, maskOf([0, 1, 2])));
    expect(measured.equalLength.mask.inside).toBeCloseTo(ORIGINAL, 4);
    expect(verdictOf(measured).level).toBe("not-supported");
  });

  test("the same seed gives the same draws, another seed does not", async () => {
    const [first, again] = [await measure(faithfulnessToy()), await measure(faithfulnessToy())];
    expect(again).toEqual(first);
    const other = await measure({ ...faithfulnessToy(), seed: 4 });
    expect(other.deletion.chance.areas).not.toEqual(first.deletion.chance.areas);
    expect(other.deletion.scores).toEqual(first.deletion.scores);
  });

  test("reports its parts in order, each up to its last piece", async () => {
    const steps: FaithfulnessStep[] = [];
    for await (const step of measureFaithfulness(faithfulnessToy())) steps.push(step);
    const parts = [...new Set(steps.map(({ part }) => part))];
    expect(parts).toEqual(["curves", "equal-length", "completeness", "stability", "randomised"]);
    for (const part of parts) {
      const ones = steps.filter((step) => step.part === part);
      const done = ones.map((step) => step.done / step.of);
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(done.at(-1)).toBe(1);
    }
  });

  test.each(["curves", "completeness", "stability", "randomised"])(
    "stopped during the part %s, it ends there and frees its tensors",
    async (part) => {
      const before = tf.memory().numTensors;
      const run = measureFaithfulness(faithfulnessToy());
      for (;;) {
        const next = await run.next();
        if (next.done) throw new Error(`there was no part ${part}`);
        if (next.value.part === part) break;
      }
      await expect(run.throw(new Error("cancelled"))).rejects.toThrow("cancelled");
      expect(tf.memory().numTensors).toBe(before);
      expect(openCount.now).toBe(0);
    },
  );
});

describe("each special case has a clear result", () => {
  const flatToy = (score: number, mask = maskOf(TOY_PLANTED)): FaithfulnessSubject => ({
    ...faithfulnessToy([], mask),
    scorer: flat(score),
    shifts: [],
  });

  test.each([
    ["a clip without motion", flatToy(0.8), /hardly changes/],
    ["a class at score 0", flatToy(0), /hardly sees/],
    ["no frame on", faithfulnessToy([], maskOf([])), /no frame on/],
  ])("%s", async (_, subject, sentence) => {
    const measured = await measure(subject);
    expectFinite(measured);
    const { level, summary } = verdictOf(measured);
    expect(level).toBe("not-supported");
    expect(summary).toMatch(sentence);
  });

  test("a mask with every frame on takes the score, but does not choose", async () => {
    const measured = await measure(faithfulnessToy([], maskOf([...Array(TOY_T).keys()])));
    expectFinite(measured);
    const { level, reasons } = verdictOf(measured);
    expect(level).toBe("mixed");
    expect(reasons.map(({ sentence }) => sentence).join(" ")).toMatch(/does not choose/);
  });

  test("a clip of two frames, of which one has an effect, has no other orders", async () => {
    const twoFrames = { ...faithfulnessToy([], [0, 1]), scorer: plantedScorer([1], 2), first: 1, shifts: [] };
    const measured = await measure(twoFrames);
    expectFinite(measured);
    expect(measured.deletion.centred).toEqual({ mean: [], areas: [] });
    expect(measured.equalLength).toMatchObject({ random: [], windows: [] });
    expect(verdictOf(measured).level).toBe("mixed");
  });

  test("a score that is not a number, a clip of one frame and a mask outside [0, 1] are refused", async () => {
    await expect(measure(flatToy(NaN))).rejects.toEqual(labError("value", ["NaN"]));
    await expect(measure(faithfulnessToy([], [1]))).rejects.toEqual(labError("shape", [1, 2]));
    await expect(measure(faithfulnessToy([], [0, NaN, 0]))).rejects.toEqual(labError("value", ["NaN"]));
  });

  test("a model whose scores are not finite once shuffled, or that cannot be shuffled, says so", async () => {
    const broken = {
      downTo: "layer 1",
      open: () => Promise.resolve({ scorer: flat(NaN), className: "any", dispose: () => undefined }),
    };
    const noNumbers = await measure({ ...faithfulnessToy(), shuffled: [broken] });
    expect(noNumbers.randomised).toMatchObject({ kind: "not-possible" });
    const reason = "It has a graph of its own.";
    const unknown = await measure({ ...faithfulnessToy(), shuffled: { reason } });
    expect(unknown.randomised).toEqual({ kind: "not-possible", reason });
  });

  test("under the paper's preset, the last mask of each start counts", async () => {
    const paper = { ...PRESETS.paper, steps: 40 };
    const measured = await measure({ ...faithfulnessToy(), settings: paper });
    expectFinite(measured);
    expect(measured.stability).toHaveLength(10);
  });
});
