import { describe, expect, test } from "vitest";
import { centralMarginOf, centralShareOfRuns } from "../../../src/math/central-block.ts";

const on = (mask: string) => [...mask].map((digit) => digit === "1");

describe("centralMarginOf", () => {
  test.each([
    { mask: "1111111111111111", margin: 0 },
    { mask: "0111111111111110", margin: 1 },
    { mask: "0001111111110000", margin: null }, // one frame off the middle
    { mask: "0000001111000000", margin: 6 },
    { mask: "0000000110000000", margin: 7 },
    { mask: "0000000100000000", margin: null },
    { mask: "0000000000000000", margin: null }, // no frame on
    { mask: "0001111001111000", margin: null }, // symmetric, but not one block
    { mask: "01110", margin: 1 },
    { mask: "00100", margin: null }, // narrower than any block tried
  ])("of $mask is $margin", ({ mask, margin }) => {
    expect(centralMarginOf(on(mask))).toBe(margin);
  });
});

test("8 of the 136 runs of 16 frames are central blocks, and 2 of the 15 runs of 5 frames", () => {
  expect(centralShareOfRuns(16)).toEqual({ central: 8, runs: 136 });
  expect(centralShareOfRuns(5)).toEqual({ central: 2, runs: 15 });
});
