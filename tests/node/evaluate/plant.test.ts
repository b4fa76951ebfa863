/** Good and bad masks planted on a clip whose frames 5, 6 and 7 carry the score. */
import { expect, test } from "vitest";
import { isGood, plant, type Planted } from "../../../scripts/evaluate/plant.ts";
import { mulberry32 } from "../../../src/base/prng.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { windowMask, windowsOf } from "../../../src/math/windows.ts";

const T = 16;
/** Frames 5, 6 and 7 take 0.9 of the score, all three or none; frame 12 takes 0.05. */
const scoreOf = (mask: Float32Array) =>
  0.95 - (mask[5]! && mask[6]! && mask[7]! ? 0.85 : 0) - 0.05 * mask[12]!;
const windowsBy = (score: (mask: Float32Array) => number) => ({
  T,
  original: score(new Float32Array(T)),
  scores: windowsOf(T).map((window) => score(windowMask(T, window))),
});
const planted = (score = scoreOf) =>
  plant(windowsBy(score), PRESETS.default, 1, mulberry32(1), (masks) => Promise.resolve(masks.map(score)));
const framesOf = ({ mask }: Planted) => [...mask.keys()].filter((t) => mask[t] === 1);

test("the best window is good; its relatives are as long, take less, and are bad", async () => {
  const masks = await planted();
  const byKind = new Map(masks.map((one) => [one.kind, framesOf(one)]));
  expect(byKind.get("best window")).toEqual([5, 6, 7]);
  expect(byKind.get("best window, shifted")).toEqual([7, 8, 9]);
  expect(byKind.get("one frame of about 5 %")).toEqual([12]);
  const elsewhere = byKind.get("as long, elsewhere")!;
  expect(elsewhere).toHaveLength(3);
  expect(elsewhere.some((t) => t >= 5 && t <= 7)).toBe(false);
  const scattered = byKind.get("as many, scattered")!;
  expect(scattered).toHaveLength(3);
  expect(scattered).not.toContain(0);
  expect(masks.filter(({ kind }) => isGood(kind))).toHaveLength(1);
});

test("a relative that takes as much is no bad mask, and is left out", async () => {
  const anyThree = (mask: Float32Array) =>
    0.95 -
    0.3 *
      Math.min(
        mask.reduce((sum, on) => sum + on, 0),
        3,
      );
  expect((await planted(anyThree)).map(({ kind }) => kind)).toEqual(["best window"]);
});

test("a clip in which no window takes half of the score has no good mask, so nothing is planted", async () => {
  expect(await planted((mask) => 0.95 - 0.4 * mask[5]!)).toEqual([]);
});
