/** The space-and-time search on a toy with a known answer: the score depends only on a moving block. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import type { MaskScorer } from "../../../src/search/descent.ts";
import type { Driving, Reached, SearchEnd, SearchStep } from "../../../src/search/run-search.ts";
import { SPATIOTEMPORAL } from "../../../src/math/search-settings.ts";
import { searchSpatiotemporalMask } from "../../../src/search/spatiotemporal-search.ts";
import { labError } from "../../support/lab-error.ts";
import { BLOCK_CLIP, isBlockCell, movingBlockScorer } from "../../support/moving-block.ts";

const { T, h, w } = BLOCK_CLIP;
const { weighed, toArea } = SPATIOTEMPORAL[7];

async function run(
  scorer: MaskScorer,
  area: number | null,
  settings = area === null ? weighed : toArea,
  driving: Driving = {},
) {
  const search = searchSpatiotemporalMask(scorer, BLOCK_CLIP, area, settings, driving);
  const steps: SearchStep[] = [];
  let next = await search.next();
  while (!next.done) {
    steps.push(next.value);
    next = await search.next();
  }
  return { steps, end: next.value };
}

/** Whether the i-th cell lies on the block, or within so many cells of it in the same frame. */
function onBlock(i: number, beside = 0): boolean {
  const [t, y, x] = [Math.floor(i / (h * w)), Math.floor((i / w) % h), i % w];
  const steps = Array.from({ length: 2 * beside + 1 }, (_, step) => step - beside);
  return t > 0 && steps.some((dy) => steps.some((dx) => isBlockCell(t, y + dy, x + dx)));
}

/** The mask's largest value lies on the block, and what is on lies there or along its edge, which a cell beside it reaches. */
function expectOnBlock({ mask }: SearchEnd): void {
  const largest = mask.reduce((best, m, i) => (m > mask[best]! ? i : best), 0);
  expect(onBlock(largest), "pointing hit").toBe(true);
  const on = Array.from(mask.keys()).filter((i) => mask[i]! > 0.5);
  expect(on.filter((i) => onBlock(i)).length, "cells of the block").toBe(16);
  expect(on.filter((i) => !onBlock(i, 1)).length, "cells elsewhere").toBe(0);
}

const onShare = ({ mask }: SearchEnd) => mask.filter((m) => m > 0.5).length / mask.length;

let scorer: ReturnType<typeof movingBlockScorer>;
beforeAll(async () => {
  expect(await tf.setBackend("cpu")).toBe(true);
  scorer = movingBlockScorer();
  return () => scorer.dispose();
});

describe("searchSpatiotemporalMask", () => {
  test("with the area weighed, freezes the block along its path", async () => {
    const { steps, end } = await run(scorer, null);
    expectOnBlock(end);
    expect(steps.at(-1)!.classScore).toBeLessThan(0.1);
    for (const { loss, l1, tv, classScore, mask } of steps) {
      expect(loss).toBeCloseTo(l1 + tv + classScore, 10);
      expect(mask.every((m) => m >= 0 && m <= 1)).toBe(true);
    }
  });

  test("with an area given, spends it on the block and does not exceed it", async () => {
    // The block fills 16 of 500 cells in the frames that can be frozen.
    const { end } = await run(scorer, 16 / 500);
    expectOnBlock(end);
    expect(Math.abs((500 * onShare(end)) / 16 - 1)).toBeLessThan(0.1);
  });

  test.each([0.1, 0.3])("an area of %d is met to within a tenth of it", async (area) => {
    const { end } = await run(scorer, area);
    expect(Math.abs(onShare(end) / area - 1)).toBeLessThan(0.1);
    expect(end).toMatchObject({ stopped: "all-steps", steps: toArea.steps });
  });

  test("is not on the block for a score that depends on something else", async () => {
    const elsewhere = movingBlockScorer((t) => ({ y: 4, x: t }));
    const { end } = await run(elsewhere, 0.05);
    expect(() => expectOnBlock(end)).toThrow();
    elsewhere.dispose();
  });

  test("resumes from a saved state, and leaves no tensor behind", async () => {
    const before = tf.memory().numTensors;
    const settings = { ...toArea, steps: 12 };
    const whole = await run(scorer, 0.1, settings);
    const interrupted = searchSpatiotemporalMask(scorer, BLOCK_CLIP, 0.1, settings);
    let from: Reached | undefined;
    for (let i = 0; i < 5; i++) {
      const next = await interrupted.next();
      if (!next.done) from = structuredClone(next.value.reached);
    }
    await interrupted.return(whole.end);
    const rest = await run(scorer, 0.1, settings, { from });
    expect(rest.steps).toEqual(whole.steps.slice(5));
    expect(rest.end).toEqual(whole.end);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("refuses one frame, and an area outside (0, 1)", async () => {
    const first = (shape: typeof BLOCK_CLIP, area: number | null) =>
      searchSpatiotemporalMask(scorer, shape, area, weighed).next();
    await expect(first({ T: 1, h, w }, null)).rejects.toEqual(labError("shape", [1]));
    for (const area of [0, 1, -0.1, NaN]) {
      await expect(first(BLOCK_CLIP, area)).rejects.toEqual(labError("value", [area]));
    }
    expect(T).toBeGreaterThan(1); // control: the clip itself is accepted, as the tests above show
  });
});
