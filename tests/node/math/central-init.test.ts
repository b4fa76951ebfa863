/** The start of a search: both rules for the central block, on scores with a known answer. */
import { describe, expect, test } from "vitest";
import { centralBlockMask, centralMargin, centralParameters } from "../../../src/math/central-init.ts";

/** Score 1, falling by a share for each masked frame of the event; frames outside it do not matter. */
const eventScore = (first: number, last: number) => (masks: Float32Array[]) => {
  const score = (mask: Float32Array) => {
    const inside = Array.from(mask).filter((_, t) => t >= first && t <= last);
    return 1 - inside.reduce((sum, m) => sum + m, 0) / inside.length;
  };
  return Promise.resolve(masks.map(score));
};

describe("centralMargin", () => {
  // Event 5..10 of 16 frames: blocks with margin up to 5 mask all of it; at margin 6 a third of the drop is gone.
  test("the two rules stop one block apart", async () => {
    expect(await centralMargin(16, "last-passing", eventScore(5, 10))).toBe(5);
    expect(await centralMargin(16, "first-failing", eventScore(5, 10))).toBe(6);
  });

  test("gives the whole clip if the widest block already fails", async () => {
    expect(await centralMargin(16, "last-passing", eventScore(0, 3))).toBe(0);
    expect(await centralMargin(16, "first-failing", eventScore(0, 3))).toBe(1);
  });

  test("ends at the narrowest block if all pass", async () => {
    expect(await centralMargin(16, "last-passing", eventScore(7, 8))).toBe(7);
    expect(await centralMargin(16, "first-failing", eventScore(7, 8))).toBe(7);
  });

  test("gives an answer, not NaN, if freezing changes nothing", async () => {
    const constant = (masks: Float32Array[]) => Promise.resolve(masks.map(() => 0.4));
    expect(await centralMargin(16, "last-passing", constant)).toBe(0);
    expect(await centralMargin(16, "first-failing", constant)).toBe(7);
  });

  test.each([2, 3])("works for a clip of %i frames", async (T) => {
    expect(await centralMargin(T, "last-passing", eventScore(0, T - 1))).toBe(0);
  });
});

test("centralBlockMask leaves the margins off; centralParameters writes that as -5 and +5", () => {
  expect(Array.from(centralBlockMask(5, 1))).toEqual([0, 1, 1, 1, 0]);
  expect(Array.from(centralBlockMask(5, 0))).toEqual([1, 1, 1, 1, 1]);
  expect(Array.from(centralBlockMask(5, 5))).toEqual([0, 0, 0, 0, 0]);
  expect(Array.from(centralParameters(4, 1))).toEqual([-5, 5, 5, -5]);
});
