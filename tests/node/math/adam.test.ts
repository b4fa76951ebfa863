import { expect, test } from "vitest";
import { adamStep } from "../../../src/math/adam.ts";

test("Adam's first step has the learning rate's size for any gradient; a second against it is far smaller", () => {
  const state = {
    parameters: Float64Array.of(1, 1),
    mean: new Float64Array(2),
    square: new Float64Array(2),
  };
  adamStep(state, [1, 0.001], 1, { learningRate: 0.5 });
  expect(state.parameters[0]).toBeCloseTo(0.5, 6);
  expect(state.parameters[1]).toBeCloseTo(0.5, 4);
  // Mean 0.9 * 0.1 - 0.1 = -0.01, corrected by 1 - 0.9^2 = 0.19; the mean square, corrected, is 1.
  adamStep(state, [-1, -0.001], 2, { learningRate: 0.5 });
  expect(state.parameters[0]).toBeCloseTo(0.5 + 0.5 * (0.01 / 0.19), 6);
});
