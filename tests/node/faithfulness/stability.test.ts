/** Agreement of repeated searches: those that ended as well, and those that failed. */
import { expect, test } from "vitest";
import type { Faithfulness, SearchedAgain } from "../../../src/faithfulness/faithfulness.ts";
import { agreementOf } from "../../../src/faithfulness/stability.ts";
import { meanOf } from "../../../src/statistics/sample-summary.ts";
import { testMetric } from "../../support/metric.ts";

const run = (loss: number | null, overlap: number | null): SearchedAgain => ({
  change: "seed",
  text: "random start 1",
  mask: [],
  loss,
  overlap,
});
const found = (ownLoss: number | null, ...stability: SearchedAgain[]) => ({ stability, ownLoss });

testMetric(
  "the overlap is of searches within 0.02 of the lowest loss; those worse by more than 0.05 have failed",
  agreementOf,
  {
    "the mean over all searches": (report: Pick<Faithfulness, "stability" | "ownLoss">) => {
      const agreement = agreementOf(report)!;
      return { ...agreement, overlap: meanOf(report.stability.map(({ overlap }) => overlap ?? 1)) };
    },
    "against the mask's own loss": (report) =>
      agreementOf({ ...report, stability: report.stability.filter(({ loss }) => loss! > report.ownLoss!) }),
  },
  (agreement) => {
    const runs = [run(0.09, 0.8), run(0.1, 0.6), run(0.12, 0.1), run(0.3, 0), run(0.5, 0)];
    expect(agreement(found(0.1, ...runs))).toEqual({
      runs: 5,
      best: 0.09,
      missed: expect.closeTo(0.01, 12) as number,
      near: 2,
      failed: 2,
      overlap: expect.closeTo(0.7, 12) as number,
    });
  },
);

test("if only the mask itself ended so low, there is no overlap", () => {
  expect(agreementOf(found(0.1, run(0.3, 0.9)))).toMatchObject({ near: 0, failed: 1, overlap: null });
});

test("two masks without a frame on count as equal", () => {
  expect(agreementOf(found(0.1, run(0.1, null)))?.overlap).toBe(1);
});

test("without searches, or without their losses, nothing is known", () => {
  expect(agreementOf(found(0.1))).toBeNull();
  expect(agreementOf(found(null, run(null, 1)))).toBeNull();
});
