/**
 * Wherever words, figures, files or tables name frames, the scores beside them are of exactly these frames fully on. Each
 * mask here has scores of its own, so a number that was computed for another mask is found out.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fnv1a } from "../../../src/base/prng.ts";
import { resultCsv } from "../../../src/export/result-csv.ts";
import { scoresText } from "../../../src/export/figure-facts.ts";
import { OPERATOR_NAMES, type OperatorName } from "../../../src/math/operator.ts";
import type { PerturbedScores, Scores } from "../../../src/result/mask-result.ts";
import { decodeLink, encodeLink } from "../../../src/result/permalink.ts";
import { linkOf } from "../../../src/state/link-actions.ts";
import { figureFactsOf, resultOf } from "../../../src/state/take-away.ts";
import { summarise } from "../../../src/view/scores/summary.ts";
import { formatScore } from "../../../src/view/parts/format.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";

const OS = 0.9;

/** Scores that no other mask has, to four decimals. */
function own(mask: readonly number[], operator: OperatorName): PerturbedScores {
  const draw = (name: string) => (fnv1a(`${name} ${mask.join()}`) % 9000) / 10_000;
  const two = { fs: draw("fs"), rs: draw("rs") };
  return operator === "fade" || operator === "blur" ? { ...two, own: draw("own") } : two;
}

const hardened = (mask: readonly number[]) => mask.map((m) => (m > 0.5 ? 1 : 0));

/** Scores as the worker computes them. */
function scoresFor(mask: readonly number[], operator: OperatorName): Scores {
  const hard = hardened(mask);
  const soft = mask.every((m, t) => m === hard[t]) ? {} : { soft: own(mask, operator) };
  return { os: OS, ...own(hard, operator), ...soft };
}

/** Values as a search may leave them, with many near the two thresholds. */
const value = fc.oneof(
  fc.constantFrom(0, 1, 0.05, 0.1, 0.11, 0.5, 0.51, 0.9),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const anyMask = fc.array(value, { minLength: 16, maxLength: 16 });

/** Every score that a text states, as it states them. */
const numbersIn = (text: string) => text.match(/\d\.\d{3}/g) ?? [];

describe("a mask with values between 0 and 1", () => {
  test.each(OPERATOR_NAMES)("under %s has the scores of its frames in words", (operator) => {
    fc.assert(
      fc.property(anyMask, (mask) => {
        const scores = scoresFor(mask, operator);
        const text = summarise({ className: "Moving something up", scores, mask, how: operator });
        const { os, fs, rs } = scores;
        const named = [os, fs, rs, scores.own ?? os].map(formatScore);
        for (const number of numbersIn(text)) expect(named).toContain(number);
      }),
    );
  });

  test("has them in figures, files and links too", async () => {
    await fc.assert(
      fc.asyncProperty(anyMask, fc.constantFrom(...OPERATOR_NAMES), async (mask, operator) => {
        const store = await readyStore({
          lab: {
            searchMask: ({ modelId, target, preset }) =>
              Promise.resolve({
                ...{ modelId, target, preset, operator, mask, scores: scoresFor(mask, operator) },
                ...{ start: null, steps: 1, stopped: "settled", proof: null, backend: "wasm" },
              }),
          },
        });
        store.getState().actions.chooseMaskKind({ kind: "temporal", operator });
        await store.getState().actions.findMask();
        expect(seen(store).mask).toEqual(mask); // control
        const { fs, rs } = own(hardened(mask), operator);
        const state = store.getState();
        const result = resultOf(state, null)!;
        expect(result.explanations[0]!.scores).toMatchObject({ os: OS, fs, rs });
        const [header, row] = resultCsv(result)
          .split("\r\n")
          .map((line) => line.split(","));
        const cell = (name: string) => Number(row![header!.indexOf(name)]);
        expect([cell("fs"), cell("rs")]).toEqual([fs, rs]);
        const figure = figureFactsOf(state, "freeze", null)!;
        expect(numbersIn(scoresText(figure.rows[0]!))).toEqual([OS, fs, rs].map(formatScore));
        const link = decodeLink(encodeLink(linkOf(state)!));
        const linked = link.ok ? link.link?.lanes[0].scores : null;
        expect(linked).toHaveProperty("fs", Math.fround(fs));
        expect(linked).toHaveProperty("rs", Math.fround(rs));
      }),
      { numRuns: 25 },
    );
  });
});
