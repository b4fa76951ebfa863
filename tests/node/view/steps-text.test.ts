/** Time steps of a dense layer as text, and back. */
import { expect, test } from "vitest";
import { parseSteps, stepsText } from "../../../src/view/import/steps-text.ts";

test.each([
  { steps: [15], text: "16" },
  { steps: [12, 13, 14, 15], text: "13–16" },
  { steps: [3, 7, 8], text: "4, 8–9" },
])("$steps are $text, and back", ({ steps, text }) => {
  expect(stepsText(steps)).toBe(text);
  expect(parseSteps(text, 16)).toEqual(steps);
});

test("accepts plain hyphens and spaces", () => expect(parseSteps(" 2 - 4 ,6", 16)).toEqual([1, 2, 3, 5]));

test.each(["", "0", "17", "5-3", "1,1", "two", "1,", "1.5"])("%j is rejected", (text) => {
  expect(parseSteps("16", 16)).toEqual([15]); // control
  expect(parseSteps(text, 16)).toBeNull();
});
