/** The result in words: every statement must follow from the numbers. */
import { describe, expect, test } from "vitest";
import { formatRuns } from "../../../src/base/format.ts";
import { formatBytes, formatSeconds } from "../../../src/view/parts/format.ts";
import { LIMITS } from "../../../src/faithfulness/verdict.ts";
import { DESTROYS, summarise } from "../../../src/view/scores/summary.ts";

const className = "Moving something up";
/** Returns a mask with this value in frames 5 to 9 of 16, and 0 elsewhere. */
const masked = (value: number) => Array.from({ length: 16 }, (_, t) => (t >= 4 && t <= 8 ? value : 0));
const mask = masked(0.9);

describe("summarise", () => {
  test("a mask that destroys the score, with a reversal that does not", () => {
    expect(summarise({ className, scores: { os: 0.944, fs: 0.031, rs: 0.9 }, mask, how: "freeze" })).toBe(
      "Freezing frames 5–9 drops “Moving something up” from 0.944 to 0.031: the model needs the motion in them. " +
        "Played backwards, they give 0.900: it needs the motion, but not its direction.",
    );
  });

  test("a reversal that also destroys the score", () => {
    expect(summarise({ className, scores: { os: 0.944, fs: 0.031, rs: 0.1 }, mask, how: "freeze" })).toMatch(
      /backwards, they give 0\.100: the direction of the motion matters too\.$/,
    );
  });

  test.each([
    { fs: 0.8 * DESTROYS - 0.001, says: /drops/ },
    { fs: 0.8 * DESTROYS + 0.001, says: /does not remove “/ },
  ])("OS 0.8 and FS $fs", ({ fs, says }) => {
    expect(summarise({ className, scores: { os: 0.8, fs, rs: 0.5 }, mask, how: "freeze" })).toMatch(says);
  });

  test.each([
    { os: LIMITS.leastScore - 0.001, says: /hardly sees/ },
    { os: LIMITS.leastScore + 0.001, says: /Freezing/ },
  ])("OS $os", ({ os, says }) => {
    expect(summarise({ className, scores: { os, fs: 0.001, rs: 0.001 }, mask, how: "freeze" })).toMatch(says);
  });

  test("a mask without a perturbed frame", () => {
    expect(
      summarise({ className, scores: { os: 0.9, fs: 0.9, rs: 0.9 }, mask: masked(0), how: "freeze" }),
    ).toBe("No frame is perturbed, so “Moving something up” keeps its score of 0.900.");
  });
});

test("a mask with all values below a half names no frame, because none is frozen", () => {
  const scores = { os: 0.311, fs: 0.311, rs: 0.311, soft: { fs: 0.006, rs: 0.2 } };
  expect(summarise({ className, scores, mask: masked(0.4), how: "freeze" })).toBe(
    "No frame is perturbed by more than half, so “Moving something up” keeps its score of 0.311.",
  );
});

describe("formatRuns counts from 1", () => {
  test.each([
    { runs: [[0, 0]], text: "frame 1" },
    { runs: [[2, 4]], text: "frames 3–5" },
    {
      runs: [
        [2, 4],
        [8, 8],
      ],
      text: "frames 3–5 and 9",
    },
    {
      runs: [
        [0, 1],
        [4, 4],
        [8, 9],
      ],
      text: "frames 1–2, 5 and 9–10",
    },
  ] as { runs: [number, number][]; text: string }[])("$text", ({ runs, text }) => {
    expect(formatRuns(runs)).toBe(text);
  });
});

test("seconds become minutes at 60, bytes megabytes at a million", () => {
  expect([59.4, 59.6, 134, -1].map(formatSeconds)).toEqual(["59 s", "1 min 0 s", "2 min 14 s", "0 s"]);
  expect([1234, 999_949, 1_000_000].map(formatBytes)).toEqual(["1.2 kB", "999.9 kB", "1.0 MB"]);
});

describe("masks of other kinds", () => {
  const mask = [0, 0, 1, 1, 0, 0];
  const scores = { os: 0.9, fs: 0.3, rs: 0.2, own: 0.1 };

  test.each([
    { how: "reverse", says: "Playing frames 3–4 backwards drops “Moving something up” from 0.900 to 0.200" },
    {
      how: "fade",
      says: "Fading frames 3–4 drops “Moving something up” from 0.900 to 0.100: the model needs to see them. Frozen, they give 0.300.",
    },
    {
      how: "blur",
      says: "Blurring frames 3–4 drops “Moving something up” from 0.900 to 0.100: the model needs their detail.",
    },
    {
      how: "place",
      says: "Freezing 33 % of the clip, most of it in frames 3–4, drops “Moving something up” from 0.900 to 0.300: the model needs the motion there. Played backwards, it gives 0.200",
    },
  ] as const)("$how", ({ how, says }) => {
    expect(summarise({ className, scores, mask, how, area: 0.33 })).toContain(says);
  });

  test("each says so if it does not remove the class", () => {
    const kept = { os: 0.9, fs: 0.8, rs: 0.7, own: 0.6 };
    for (const how of ["freeze", "reverse", "fade", "blur", "place"] as const) {
      expect(summarise({ className, scores: kept, mask, how, area: 0.33 })).toContain(
        "does not remove “Moving something up”",
      );
    }
  });

  test("a grid of zeros perturbs nothing", () => {
    const none = mask.map(() => 0);
    expect(summarise({ className, scores, mask: none, how: "place" })).toBe(
      "Nothing is perturbed, so “Moving something up” keeps its score of 0.900.",
    );
  });
});
