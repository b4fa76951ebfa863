/** Boxes of a generated clip, computed again from its class and seed. */
import { expect, test } from "vitest";
import { boxesOf, momentsOf } from "../../../src/generate/boxes.ts";
import { generateClip } from "../../../src/generate/generate-clip.ts";
import { generatedClip } from "../../../src/generate/generated-clip.ts";

const UP = "Moving something up";
const NOTHING = "Showing that nothing happens";

test("are the same as when the clip was painted, as shares of the frame", () => {
  const size = { width: 32, height: 24 };
  const { boxes } = generateClip({ className: UP, seed: 5, T: 4, ...size });
  const moments = [0.125, 0.375, 0.625, 0.875];
  const again = boxesOf({ className: UP, seed: 5, moments, ...size });
  const inShares = boxes.map((all) =>
    all.map(({ x0, y0, x1, y1 }) => ({ x0: x0 / 32, y0: y0 / 24, x1: x1 / 32, y1: y1 / 24 })),
  );
  expect(again).toEqual(inShares);
  expect(again.flat().length).toBeGreaterThan(0); // control
});

test("a clip of the page has boxes and its event; one in which nothing happens has neither", () => {
  const clip = generatedClip({ className: UP, seed: 5, name: "x", T: 4 });
  expect(clip.boxes).toHaveLength(4);
  expect(clip.event).toBeDefined();
  const still = generatedClip({ className: NOTHING, seed: 5, name: "x", T: 4 });
  expect(still).not.toHaveProperty("boxes");
  expect(still).not.toHaveProperty("event");
  expect(boxesOf({ className: NOTHING, seed: 5, moments: [0.5], width: 32, height: 24 })).toEqual([[]]);
});

test("a bundled clip's frame k of 40 shows the moment (k + 0.5) / 40", () => {
  expect(momentsOf([0, 1.25], 2.5)).toEqual([0.0125, 0.5125]);
});
