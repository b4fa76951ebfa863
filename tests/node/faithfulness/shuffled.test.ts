/** What a search on a shuffled model says, on both sides of each floor. */
import { expect, test } from "vitest";
import type { SearchedOnRandom } from "../../../src/faithfulness/faithfulness.ts";
import {
  chanceOverlap,
  overlapOnShuffled,
  overlapOverChance,
  reacts,
  spreadOf,
  stageResult,
} from "../../../src/faithfulness/shuffled.ts";
import { testMetric } from "../../support/metric.ts";

const stage: SearchedOnRandom = {
  downTo: "Logits",
  className: "another",
  original: 0.3,
  reaction: { lowest: 0.05, spread: 0.4 },
  mask: [0, 0, 1, 1, 1, 1, 0, 0],
  loss: 0.2,
  overlap: 0.6,
};

test.each([
  ["a score at the floor", 0.1, { lowest: 0.05, spread: 0.1 }, true],
  ["a score of 0.07", 0.07, { lowest: 0, spread: 0.4 }, false],
  ["a drop of 0.04", 0.3, { lowest: 0.26, spread: 0.4 }, false],
  ["logits that vary by 0.005", 0.9, { lowest: 0.5, spread: 0.005 }, false],
])("%s: whether a shuffled model reacts", (_, original, reaction, expected) => {
  expect(reacts(original, reaction)).toBe(expected);
});

test("the spread is that of log-odds, and finite for scores of 0 and 1", () => {
  // Odds of 1 : e and e : 1 are log-odds of -1 and 1, whose deviation is the root of 2.
  const odds = (logit: number) => 1 / (1 + Math.exp(-logit));
  expect(spreadOf([odds(-1), odds(1)])).toBeCloseTo(Math.SQRT2, 12);
  expect(spreadOf([0, 1])).toBeCloseTo(Math.SQRT2 * Math.log(1e6 - 1), 6);
});

testMetric(
  "only a mask that lowers the loss of a model that reacts is one to compare",
  stageResult,
  {
    "any mask with a frame on": ({ mask }: Pick<SearchedOnRandom, "mask">) =>
      mask.some((m) => m > 0.5) ? ("found" as const) : ("empty" as const),
  },
  (result) => {
    expect(result(stage)).toBe("found"); // control
    expect(result({ ...stage, mask: stage.mask.map(() => 0), loss: 0.3 })).toBe("empty");
    expect(result({ ...stage, loss: 0.31 })).toBe("empty"); // the block that the search began with
    expect(result({ ...stage, original: 0.07 })).toBe("silent");
    expect(result({ ...stage, reaction: null, loss: null })).toBe("found"); // version 1
  },
);

testMetric(
  "the overlap lies on a scale from chance to the same mask",
  overlapOverChance,
  { "the plain overlap": overlapOnShuffled },
  (over) => {
    // Two random masks of 4 of 8 frames share 2, so they overlap by 2 / 6.
    expect(over({ ...stage, overlap: 1 / 3 }, 4)).toBeCloseTo(0, 12);
    expect(over({ ...stage, overlap: 1 }, 4)).toBeCloseTo(1, 12);
    expect(over({ ...stage, overlap: 2 / 3 }, 4)).toBeCloseTo(0.5, 12);
    expect(over({ ...stage, overlap: 0 }, 4)).toBeCloseTo(-0.5, 12);
  },
);

test("nothing is said by masks that overlap by chance, or of a model that does not react", () => {
  expect(overlapOverChance({ ...stage, mask: new Array<number>(8).fill(1), overlap: 1 }, 8)).toBeNull();
  expect(overlapOverChance({ ...stage, original: 0.07 }, 4)).toBeNull();
  expect(overlapOnShuffled({ ...stage, original: 0.07 })).toBeNull();
});

test("chanceOverlap of no frames is 0", () => {
  expect(chanceOverlap(0, 0, 8)).toBe(0);
});
