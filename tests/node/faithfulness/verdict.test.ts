/** The verdict from measurements: masks that must be called faithful or not, then each limit from both sides. */
import { describe, expect, test } from "vitest";
import type { OptimalityGap } from "../../../src/faithfulness/optimality.ts";
import type { Faithfulness, SearchedOnRandom } from "../../../src/faithfulness/faithfulness.ts";
import { maskOverlap } from "../../../src/math/mask-overlap.ts";
import { LIMITS, verdictOf } from "../../../src/faithfulness/verdict.ts";
import { DESTROYS, summarise } from "../../../src/view/scores/summary.ts";
import { testMetric } from "../../support/metric.ts";

const T = 8;
const mask = [0, 0, 0, 1, 1, 1, 0, 0];
const list = <V>(count: number, value: V) => new Array<V>(count).fill(value);
const curve = (area: number, others: number) => ({
  scores: list(T + 1, 0.5),
  area,
  centred: { mean: list(T + 1, 0.5), areas: list(7, others) },
  chance: { orders: 99, mean: list(T + 1, 0.5), deviation: list(T + 1, 0.1), areas: list(99, others) },
});
const other = { inside: 0.6, outside: 0.4 };
const again = (loss: number, overlap: number) => ({
  change: "seed" as const,
  text: "random start 1",
  mask,
  loss,
  overlap,
});
const stageOf = (found: readonly number[], change: Partial<SearchedOnRandom> = {}): SearchedOnRandom => ({
  downTo: "Logits",
  className: "another",
  original: 0.4,
  reaction: { lowest: 0.05, spread: 0.5 },
  mask: found,
  loss: 0.2,
  overlap: maskOverlap(mask, found, 0.5),
  ...change,
});
const elsewhere = [1, 1, 1, 0, 0, 0, 0, 0];

/** Measurements of a mask that no finding speaks against. */
const good: Faithfulness = {
  version: 2,
  predicted: { name: "this one", score: 0.9, isTarget: true },
  original: 0.9,
  everywhere: 0.05,
  deletion: curve(0.1, 0.5),
  insertion: curve(0.9, 0.5),
  equalLength: {
    on: 3,
    effective: { on: 3, of: T },
    mask: { inside: 0.1, outside: 0.85 },
    random: list(99, other),
    windows: list(5, other),
    even: other,
    window: { inside: 0.5, outside: 0.4 },
  },
  completeness: { attributions: list(T, 0.1), sum: 0.84, expected: 0.85, steps: 32 },
  stability: [again(0.2, 0.9)],
  ownLoss: 0.2,
  randomised: { kind: "measured", stages: [stageOf(elsewhere)] },
  seed: 1,
};
const gapOf = (gap: number): OptimalityGap => ({
  best: { window: [3, 5], score: 0, loss: { loss: 0.1, l1: 0.1, tv: 0, classScore: 0 } },
  loss: 0.1 + gap,
  gap,
});
const moved = { changed: 4, overlap: 0.5, left: true };
const equal = (change: Partial<Faithfulness["equalLength"]>) => ({
  equalLength: { ...good.equalLength, ...change },
});
const insides = (...scores: number[]) => scores.map((inside) => ({ inside, outside: 0.4 }));
const shuffled = (...stages: SearchedOnRandom[]) => ({ randomised: { kind: "measured" as const, stages } });
const verdict = (change: Partial<Faithfulness>) => verdictOf({ ...good, ...change });
const levelOf = (change: Partial<Faithfulness>) => verdict(change).level;

test("a mask with nothing against it is faithful, with a sentence for each finding", () => {
  const { level, summary, reasons } = verdictOf(good, { gap: gapOf(0), start: moved });
  expect(level).toBe("supported");
  expect(summary).toMatch(/^Faithful\. /);
  expect(reasons.map(({ says }) => says)).toEqual([
    "for", // takes the score
    "open", // five windows cannot settle it
    "for", // suffices
    "open", // seven orders cannot settle it
    "open",
    "for", // left its start
    "for", // no better window
    "for", // stable
    "for", // another mask on a shuffled model
  ]);
  expect(verdictOf(good).reasons).toHaveLength(7); // without windows and start
});

describe("masks that were misjudged", () => {
  test("one frame that takes the score from 0.95 to 0.90 is not faithful, whatever it beats", () => {
    const one = { on: 1, effective: { on: 1, of: T }, mask: { inside: 0.9, outside: 0.95 } };
    const { level, summary } = verdict({
      original: 0.95,
      ...equal({ ...one, random: list(99, { inside: 0.95, outside: 0.9 }), windows: insides(0.95, 0.94) }),
    });
    expect(level).toBe("not-supported");
    expect(summary).toBe(
      "Not faithful. Perturbing its frames takes only 5 % of the score (0.950 to 0.900); a mask must take half.",
    );
  });

  test("frames that take 6 % of the score are not faithful, even if the soft mask takes it all", () => {
    const hard = equal({ mask: { inside: 0.908, outside: 0.95 }, windows: insides(0.95, 0.95) });
    const { level, summary } = verdictOf({ ...good, original: 0.966, ...hard }, { gap: gapOf(0) });
    expect(level).toBe("not-supported");
    expect(summary).toMatch(/takes only 6 % of the score \(0\.966 to 0\.908\)/);
  });

  test("a class at 0.11 that the model does not answer is not called faithful, and the summary says so first", () => {
    const { level, summary, reasons } = verdict({
      original: 0.11,
      predicted: { name: "Moving up", score: 0.62, isTarget: false },
      ...equal({ mask: { inside: 0.01, outside: 0.11 } }),
    });
    expect(level).toBe("mixed");
    const first = "The model answers “Moving up” (0.620), not this class (0.110).";
    expect(summary).toBe(`${first} Partly faithful. No other check speaks against the mask.`);
    expect(reasons[0]).toEqual({ sentence: first, says: "against" });
    const hopeless = verdict({
      original: 0.05,
      predicted: { name: "Moving up", score: 0.62, isTarget: false },
    });
    expect(hopeless.summary).toMatch(/^The model answers “Moving up” .* Nothing to explain\./);
  });

  test("a camera turn with all 15 frames that can matter on is cautioned, not condemned", () => {
    const all = { on: 16, effective: { on: 15, of: 15 }, windows: [], random: [] };
    const { level, summary } = verdict({
      ...equal({ ...all, mask: { inside: 0.05, outside: 0.9 } }),
      // All values are equal, so the order of the frames is arbitrary.
      deletion: curve(0.6, 0.5),
      insertion: curve(0.2, 0.3),
    });
    expect(level).toBe("mixed");
    expect(summary).toMatch(/^Partly faithful\. Every frame that can have an effect is on/);
    const useless = { ...all, mask: { inside: 0.8, outside: 0.9 } };
    expect(levelOf(equal(useless))).toBe("not-supported"); // control: it takes nothing
  });

  test("a reverse mask that takes the score from 0.90 to 0.02 is not condemned, though every frame is on", () => {
    const all = { on: 16, effective: { on: 16, of: 16 }, windows: [], random: [] };
    const { level } = verdict({
      completeness: null,
      ...equal({ ...all, mask: { inside: 0.02, outside: 0.9 } }),
    });
    expect(level).toBe("mixed");
  });

  test("a shuffled model with a score of 0.07 that keeps its start block says nothing", () => {
    const weak = stageOf(mask, { original: 0.07, loss: 0.09 });
    const { level, reasons } = verdict(shuffled(weak, weak));
    expect(level).toBe("supported");
    expect(reasons.at(-1)).toMatchObject({ says: "open" });
    expect(reasons.at(-1)!.sentence).toMatch(/hardly reacts to frames, so this check cannot be judged/);
    expect(levelOf(shuffled(stageOf(mask), stageOf(mask)))).toBe("not-supported"); // control
  });

  test("94 % of the score with all other frames perturbed is enough", () => {
    const { reasons } = verdict(
      equal({ mask: { inside: 0.1, outside: 0.846 }, random: list(99, good.equalLength.mask) }),
    );
    expect(reasons.find(({ sentence }) => /suffice/.test(sentence))).toEqual({
      sentence: "Its frames suffice: with all others perturbed, 94 % of the score is left (0.846 of 0.900).",
      says: "for",
    });
  });
});

describe("the verdict and the summary above the mask", () => {
  test("use the same share of the score", () => {
    expect(LIMITS.leastTaken).toBe(1 - DESTROYS);
  });

  test.each([0.449, 0.451])("never contradict each other, with FS %s of 0.9", (fs) => {
    const destroyed = !summarise({
      className: "it",
      scores: { os: 0.9, fs, rs: 0.1 },
      mask,
      how: "freeze",
    }).includes("does not remove");
    const { level } = verdictOf({ ...good, ...equal({ mask: { inside: fs, outside: 0.9 } }) });
    expect(level === "supported").toBe(destroyed);
  });
});

describe("the level changes at the limits", () => {
  testMetric(
    "at every limit",
    verdictOf,
    {
      "no limit ever reached": () => verdictOf(good),
      "everything refused": () => verdictOf({ ...good, original: 0 }),
      "the half left out": (measured) =>
        verdictOf({ ...measured, equalLength: { ...measured.equalLength, mask: good.equalLength.mask } }),
      "windows left out": (measured) =>
        verdictOf({ ...measured, equalLength: { ...measured.equalLength, windows: [] } }),
      "insertion left out": (measured) => verdictOf({ ...measured, insertion: good.insertion }),
    },
    (of) => {
      const level = (change: Partial<Faithfulness>) => of({ ...good, ...change }).level;
      expect(level({ original: LIMITS.leastScore, ...equal({ mask: { inside: 0, outside: 0.1 } }) })).toBe(
        "supported",
      );
      expect(level({ original: 0.09 })).toBe("not-supported");
      expect(level(equal({ mask: { inside: 0.45, outside: 0.85 } }))).toBe("supported");
      expect(level(equal({ mask: { inside: 0.46, outside: 0.85 } }))).toBe("not-supported");
      expect(level(equal({ mask: { inside: 0.1, outside: 0.81 } }))).toBe("supported");
      expect(level(equal({ mask: { inside: 0.1, outside: 0.8 } }))).toBe("mixed");
      // Two of five windows as good give p = 1/2, three give 2/3.
      expect(level(equal({ windows: insides(0.1, 0.1, 0.6, 0.6, 0.6) }))).toBe("supported");
      expect(level(equal({ windows: insides(0.1, 0.1, 0.1, 0.6, 0.6) }))).toBe("mixed");
      // Three windows share nearly all of their frames with the mask; four may speak against it.
      expect(level(equal({ windows: insides(0.1, 0.1, 0.1) }))).toBe("supported");
      expect(level(equal({ windows: insides(0.1, 0.1, 0.1, 0.1) }))).toBe("mixed");
      // Four of 99 scattered picks as good give p = 0.05, five give 0.06.
      const scattered = (asGood: number) => insides(...list(asGood, 0.05), ...list(99 - asGood, 0.6));
      expect(level(equal({ random: scattered(4) }))).toBe("supported");
      expect(level(equal({ random: scattered(5) }))).toBe("mixed");
      expect(level({ insertion: { ...good.insertion, area: 0.5 } })).toBe("mixed");
    },
  );

  test.each([
    ["deletion no sooner than centre-out", { deletion: { ...good.deletion, area: 0.5 } }, "mixed"],
    ["other masks found by searches that end as well", { stability: [again(0.21, 0.4)] }, "mixed"],
    ["other masks found by searches that failed", { stability: [again(0.9, 0.4)] }, "supported"],
    ["a lower loss found by a repeated search", { stability: [again(0.1, 0.9)] }, "mixed"],
    ["searches whose losses are not known", { ownLoss: null }, "supported"],
    ["the same mask on a shuffled model", shuffled(stageOf(mask)), "not-supported"],
    ["part of the mask on a shuffled model", shuffled(stageOf([0, 0, 1, 1, 1, 0, 0, 0])), "supported"],
    ["nothing found on a shuffled model", shuffled(stageOf(list(T, 0))), "supported"],
    ["no frame on", equal({ on: 0, windows: [], window: null }), "not-supported"],
    ["an operator without a path", { completeness: null }, "supported"],
    ["a model that cannot be shuffled", { randomised: { kind: "not-possible", reason: "..." } }, "supported"],
    [
      "attributions with a wrong sum, which is no fault of the mask",
      { completeness: { ...good.completeness!, sum: 0.1 } },
      "supported",
    ],
  ] as const)("%s", (_, change, level) => {
    expect(levelOf(change)).toBe(level);
  });

  test.each([
    ["the same mask down to the last layer, none below", [mask, list(T, 0)], "mixed"],
    ["the same mask all the way down", [mask, mask], "not-supported"],
    ["the same mask down to the last layer, another below", [mask, elsewhere], "supported"],
    ["another mask down to the last layer, none below", [elsewhere, list(T, 0)], "supported"],
  ] as const)("on models shuffled further and further down: %s", (_, masks, level) => {
    expect(levelOf(shuffled(...masks.map((found) => stageOf(found))))).toBe(level);
  });

  test("the model shuffled furthest down that reacts is the one that counts", () => {
    const silent = stageOf(elsewhere, { reaction: { lowest: 0.39, spread: 0.001 } });
    expect(levelOf(shuffled(stageOf(mask), stageOf(mask), silent))).toBe("not-supported");
  });

  test("long masks overlap by chance on a shuffled model, which alone does not count against them", () => {
    const [long, overlapping] = [Array.from("11111110", Number), Array.from("01111111", Number)];
    const on = equal({ on: 7 });
    // Six of eight frames are shared; random masks of seven of eight frames share that many.
    expect(levelOf({ ...on, ...shuffled(stageOf(overlapping, { overlap: 0.75 })) })).toBe("supported");
    expect(levelOf({ ...on, ...shuffled(stageOf(long, { overlap: 1 })) })).toBe("not-supported");
  });

  test("a search that missed the best window, or never left its start, is mixed", () => {
    expect(verdictOf(good, { gap: gapOf(0.04), start: moved }).level).toBe("supported");
    expect(verdictOf(good, { gap: gapOf(0.06), start: moved }).level).toBe("mixed");
    const { summary, level } = verdictOf(good, { start: { changed: 0, overlap: 1, left: false } });
    expect(level).toBe("mixed");
    expect(summary).toMatch(/did not leave its start/);
  });

  test("half of the findings that are settled decide against a mask, fewer do not", () => {
    const three = {
      deletion: { ...good.deletion, area: 0.5 },
      insertion: { ...good.insertion, area: 0.5 },
      stability: [again(0.2, 0.4)],
    };
    const withGap = (gap: number) => verdictOf({ ...good, ...three }, { gap: gapOf(gap) });
    const settled = withGap(0).reasons.filter(({ says }) => says !== "open");
    expect(settled.filter(({ says }) => says === "against")).toHaveLength(3);
    expect(settled).toHaveLength(7); // control
    expect([withGap(0).level, withGap(0.1).level]).toEqual(["mixed", "not-supported"]);
    // Three of six, since open findings do not count.
    expect(levelOf(three)).toBe("not-supported");
  });
});

describe("ranks", () => {
  const sentence = (change: Partial<Faithfulness>) => verdict(change).reasons[1]!;

  test("the best of ten windows is not condemned: p = 1/11 settles nothing, and the sentence says so", () => {
    expect(sentence(equal({ windows: insides(...list(10, 0.6)) }))).toEqual({
      sentence:
        "Its frames take more of the score than 10 of 10 other windows as long (p 0.091) and 99 of 99 scattered picks (p 0.010). With 10, p cannot fall to 0.05, so this settles nothing.",
      says: "open",
    });
  });

  test("the best of nineteen windows is settled", () => {
    expect(sentence(equal({ windows: insides(...list(19, 0.6)) }))).toMatchObject({
      sentence: expect.stringMatching(/19 of 19 other windows as long \(p 0\.050\)/) as string,
      says: "for",
    });
  });

  test("a mask that beats all scattered picks but only half of the windows is not called faithful", () => {
    const { level, summary } = verdict(equal({ windows: insides(0.05, 0.05, 0.05, 0.6, 0.6, 0.6) }));
    expect(level).toBe("mixed");
    expect(summary).toMatch(
      /only 3 of 6 other windows as long \(p 0\.571\).*so other frames would do as well/,
    );
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
    const { reasons, summary } = verdict(change);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]!.sentence).toMatch(sentence);
    expect(summary).toMatch(/^Nothing to explain\. /);
  });
});

describe("stability in words", () => {
  const sentence = (...runs: Faithfulness["stability"]) =>
    verdict({ stability: runs }).reasons.find((reason) => /search/.test(reason.sentence))!.sentence;

  test.each([
    [
      [again(0.2, 0.9), again(0.21, 0.7), again(0.5, 0)],
      "2 of 3 repeated searches reach a loss as low, and they find much the same frames (80 % overlap on average). 1 of 3 failed, ending worse by more than 0.05.",
    ],
    [
      [again(0.21, 0.2)],
      "1 of 1 repeated searches reach a loss as low, and they find other frames (20 % overlap on average).",
    ],
    [
      [again(0.5, 0.9)],
      "None of 1 repeated searches reaches a loss as low, so they do not say whether the mask is unique. 1 of 1 failed, ending worse by more than 0.05.",
    ],
  ])("case %#", (runs, expected) => {
    expect(sentence(...runs)).toBe(expected);
  });
});

test("a report of an earlier version gets no verdict, and says what to do", () => {
  const { level, summary } = verdict({ version: 1 });
  expect(level).toBe("mixed");
  expect(summary).toMatch(/^No verdict\. .*Check again\.$/);
});
