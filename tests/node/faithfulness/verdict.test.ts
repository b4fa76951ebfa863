/** The verdict from measurements: one bad number at a time, on both sides of its limit. */
import { describe, expect, test } from "vitest";
import type { OptimalityGap } from "../../../src/faithfulness/optimality.ts";
import type { Faithfulness } from "../../../src/faithfulness/faithfulness.ts";
import { maskOverlap } from "../../../src/math/mask-overlap.ts";
import { LIMITS, meanStability, verdictOf } from "../../../src/faithfulness/verdict.ts";
import { testMetric } from "../../support/metric.ts";

const T = 8;
const mask = [0, 0, 0, 1, 1, 1, 0, 0];
const curve = { scores: new Array<number>(T + 1).fill(0.5), area: 0.1 };
const chance = {
  orders: 20,
  mean: new Array<number>(T + 1).fill(0.5),
  deviation: new Array<number>(T + 1).fill(0.1),
  areas: new Array<number>(20).fill(0.5),
};
const outside = 0.8;

const completeness = { attributions: new Array<number>(T).fill(0.1), sum: 0.84, expected: 0.85, steps: 32 };

/** Measurements of a mask that no finding speaks against. */
const good: Faithfulness = {
  original: 0.9,
  everywhere: 0.05,
  deletion: { ...curve, chance },
  insertion: { ...curve, area: 0.9, chance },
  equalLength: {
    on: 3,
    effective: { on: 3, of: T },
    mask: { inside: 0.1, outside },
    random: new Array<number>(100).fill(0).map(() => ({ inside: 0.6, outside: 0.4 })),
    even: { inside: 0.6, outside: 0.4 },
    window: { inside: 0.5, outside: 0.4 },
  },
  completeness,
  stability: [{ change: "seed", text: "random start 1", mask, overlap: 0.9 }],
  randomised: {
    kind: "measured",
    stages: [{ downTo: "Logits", original: 0.1, mask: [1, 1, 1, 0, 0, 0, 0, 0], overlap: 0 }],
  },
  seed: 1,
};
const gapOf = (softGap: number, hardGap: number | null = null): OptimalityGap => ({
  best: { window: [3, 5], score: 0, loss: { loss: 0.1, l1: 0.1, tv: 0, classScore: 0 } },
  soft: 0.1 + softGap,
  hard: hardGap === null ? null : 0.1 + hardGap,
  softGap,
  hardGap,
});
const moved = { changed: 4, overlap: 0.5, left: true };
const levelOf = (change: Partial<Faithfulness>) => verdictOf({ ...good, ...change }).level;
const equal = (change: Partial<Faithfulness["equalLength"]>) => ({
  equalLength: { ...good.equalLength, ...change },
});
/** A hundred draws, of which the mask fails to beat `count`. */
const beatenBy = (count: number) =>
  equal({
    random: Array.from({ length: 100 }, (_, i) => ({ inside: i < count ? 0.05 : 0.6, outside: 0.4 })),
  });
/** A hundred draws, of which `count` keep more of the score than the mask with all other frames perturbed. */
const enoughBut = (count: number) =>
  equal({ random: Array.from({ length: 100 }, (_, i) => ({ inside: 0.6, outside: i < count ? 0.9 : 0.4 })) });
const none = new Array<number>(T).fill(0);
const elsewhere = [0, 0, 0, 0, 0, 1, 1, 1];
const shuffledMask = (found: readonly number[], overlap: number | null) => ({
  randomised: {
    kind: "measured" as const,
    stages: [{ downTo: "Logits", original: 0.1, mask: found, overlap }],
  },
});

test("a mask with nothing against it is supported, with a sentence for each finding", () => {
  const { level, summary, reasons } = verdictOf(good, { gap: gapOf(0), start: moved });
  expect(level).toBe("supported");
  expect(summary).toMatch(/^Faithful\. /);
  expect(reasons).toHaveLength(9);
  expect(reasons.every((reason) => reason.good)).toBe(true);
  expect(verdictOf(good).reasons).toHaveLength(7); // without windows and start
});

describe("the level changes at the limits", () => {
  testMetric(
    "at every limit",
    verdictOf,
    {
      "no limit ever reached": () => verdictOf(good),
      "everything refused": () => verdictOf({ ...good, original: 0 }),
      "sufficiency left out": (measured) =>
        verdictOf({ ...measured, equalLength: { ...measured.equalLength, random: good.equalLength.random } }),
      "insertion left out": (measured) => verdictOf({ ...measured, insertion: good.insertion }),
      "completeness left out": (measured) => verdictOf({ ...measured, completeness }),
    },
    (verdict) => {
      const level = (change: Partial<Faithfulness>) => verdict({ ...good, ...change }).level;
      expect(
        level({ original: LIMITS.leastScore, everywhere: 0, ...equal({ mask: { inside: 0, outside } }) }),
      ).toBe("supported");
      expect(level({ original: 0.09 })).toBe("not-supported");
      expect(level(beatenBy(5))).toBe("supported");
      expect(level(beatenBy(6))).toBe("mixed");
      expect(level(beatenBy(21))).toBe("not-supported");
      expect(level(enoughBut(5))).toBe("supported");
      expect(level(enoughBut(6))).toBe("mixed");
      expect(level({ insertion: { ...good.insertion, area: 0.5 } })).toBe("mixed");
      expect(level({ completeness: { ...completeness, sum: 0.79 } })).toBe("mixed");
    },
  );

  test.each([
    ["deletion no sooner than chance", { deletion: { ...good.deletion, area: 0.5 } }, "mixed"],
    [
      "other masks found by repeated searches",
      { stability: [{ ...good.stability[0]!, overlap: 0.4 }] },
      "mixed",
    ],
    ["the same mask on a shuffled model", shuffledMask(mask, 1), "not-supported"],
    ["part of the mask on a shuffled model", shuffledMask([0, 0, 1, 1, 1, 0, 0, 0], 0.5), "supported"],
    ["nothing found on a shuffled model", shuffledMask(none, 0), "supported"],
    ["no frame on", equal({ on: 0, window: null }), "not-supported"],
    ["every frame on", equal({ on: T, effective: { on: T, of: T } }), "not-supported"],
    ["every effective frame on", equal({ on: 7, effective: { on: 7, of: 7 } }), "not-supported"],
    ["an operator without a path", { completeness: null }, "supported"],
    ["a model that cannot be shuffled", { randomised: { kind: "not-possible", reason: "..." } }, "supported"],
    ["attributions with a wrong sum", { completeness: { ...completeness, sum: 0.5 } }, "mixed"],
  ] as const)("%s", (_, change, level) => {
    expect(levelOf(change)).toBe(level);
  });

  test.each([
    ["the same mask down to the last layer, none below", [mask, none], "mixed"],
    ["the same mask all the way down", [mask, mask], "not-supported"],
    ["the same mask down to the last layer, another below", [mask, elsewhere], "supported"],
    ["another mask down to the last layer, none below", [elsewhere, none], "supported"],
  ] as const)("on models shuffled further and further down: %s", (_, masks, level) => {
    const stages = masks.map((found, i) => ({
      downTo: `layer ${i}`,
      original: 0.1,
      mask: found,
      overlap: maskOverlap(mask, found, 0.5),
    }));
    expect(levelOf({ randomised: { kind: "measured", stages } })).toBe(level);
  });

  test("long masks overlap by chance on a shuffled model, which alone does not count against them", () => {
    const [long, other] = [Array.from("11111110", Number), Array.from("01111111", Number)];
    // Six of eight frames are shared; random masks of seven of eight frames share that many.
    expect(levelOf({ ...equal({ on: 7 }), ...shuffledMask(other, 0.75) })).toBe("supported");
    expect(levelOf({ ...equal({ on: 7 }), ...shuffledMask(long, 1) })).toBe("not-supported");
  });

  test("a search that missed the best window, or never left its start, is mixed", () => {
    expect(verdictOf(good, { gap: gapOf(0.04), start: moved }).level).toBe("supported");
    expect(verdictOf(good, { gap: gapOf(0.06), start: moved }).level).toBe("mixed");
    expect(verdictOf(good, { gap: gapOf(0.06, 0.01), start: moved }).level).toBe("supported");
    const { summary, level } = verdictOf(good, { start: { changed: 0, overlap: 1, left: false } });
    expect(level).toBe("mixed");
    expect(summary).toMatch(/did not leave its start/);
  });

  test("half of the findings decide against a mask, fewer do not", () => {
    const three = {
      deletion: { ...good.deletion, area: 0.5 },
      insertion: { ...good.insertion, area: 0.5 },
      stability: [{ ...good.stability[0]!, overlap: 0.4 }],
    };
    const verdict = (gap: number) => verdictOf({ ...good, ...three }, { gap: gapOf(gap) });
    expect(verdict(0).reasons.filter((reason) => !reason.good)).toHaveLength(3);
    expect(verdict(0).reasons).toHaveLength(8); // control
    expect([verdict(0).level, verdict(0.1).level]).toEqual(["mixed", "not-supported"]);
    expect(levelOf({ ...three, completeness: { ...completeness, sum: 0.5 } })).toBe("not-supported"); // 4 of 7
  });
});

describe("if there is nothing to explain, a single sentence says so", () => {
  test.each([
    ["a class at score 0", { original: 0, everywhere: 0 }, /hardly sees this class.*0 %/],
    [
      "a clip without motion",
      { original: 0.9, everywhere: 0.9, ...equal({ mask: { inside: 0.9, outside: 0.9 } }) },
      /hardly changes the score/,
    ],
    ["an empty mask", equal({ on: 0, mask: { inside: 0.9, outside: 0.05 } }), /no frame on/],
  ])("%s", (_, change, sentence) => {
    const { reasons, summary } = verdictOf({ ...good, ...change });
    expect(reasons).toHaveLength(1);
    expect(reasons[0]!.sentence).toMatch(sentence);
    expect(summary).toMatch(/^Nothing to explain\. /);
  });
});

describe("the sentence on sufficiency", () => {
  /** The mask's score with all others perturbed, and how many of a hundred draws keep more. */
  const sentenceFor = (own: number, better: number) =>
    verdictOf({
      ...good,
      ...equal({
        mask: { inside: 0.1, outside: own },
        random: Array.from({ length: 100 }, (_, i) => ({ inside: 0.6, outside: i < better ? 0.9 : 0 })),
      }),
    }).reasons[1]!.sentence;

  test.each([
    [0.895, 3, "Its frames suffice (0.895 of 0.900), and they beat 97 % of random picks."],
    [
      0.895,
      27,
      "Its frames suffice (0.895 of 0.900), but so do other picks: the mask beats 73 % of random picks; we ask for 95 %.",
    ],
    [0.3, 3, "Its frames alone keep more of the score (0.300 of 0.900) than 97 % of random picks do."],
    [
      0.3,
      27,
      "Its frames alone do not suffice (0.300 of 0.900): they beat 73 % of random picks; we ask for 95 %.",
    ],
  ])("with score %d and %i better draws", (own, better, sentence) => {
    expect(sentenceFor(own, better)).toBe(sentence);
  });
});

test("two masks without a frame on count as equal", () => {
  expect(meanStability({ stability: [{ ...good.stability[0]!, overlap: null }] })).toBe(1);
  expect(meanStability({ stability: [] })).toBeNull();
});
