/** Intervals, p-values and coverages that SciPy computed; see tests/golden/make-statistics.py. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mulberry32 } from "../../../src/base/prng.ts";
import { holm } from "../../../src/statistics/holm.ts";
import { type Interval, meanInterval, shareInterval } from "../../../src/statistics/intervals.ts";
import { meanPValue } from "../../../src/statistics/paired-difference.ts";
import { meanOf } from "../../../src/statistics/sample-summary.ts";
import { tLimit } from "../../../src/statistics/student-t.ts";

interface Golden {
  readonly tLimits: readonly { readonly level: number; readonly degrees: number; readonly limit: number }[];
  readonly samples: readonly {
    readonly name: string;
    readonly values: readonly number[];
    readonly t: Interval;
    readonly p: number | null;
  }[];
  readonly shares: readonly { readonly k: number; readonly n: number; readonly wilson: Interval }[];
  readonly holm: readonly { readonly p: readonly number[]; readonly adjusted: readonly number[] }[];
  readonly coverage: readonly {
    readonly law: string;
    readonly mean: number;
    readonly n: number;
    readonly t: number;
    readonly bca: number;
    readonly percentile: number;
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL("../../golden/statistics.json", import.meta.url), "utf8"),
) as Golden;

/** Two float64 implementations of the same formula; the worst relative difference measured is 4e-14. */
function expectClose(found: readonly number[] | null, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found!.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-13 * Math.max(1, Math.abs(expected[i]!)));
  });
}

test.each(golden.tLimits)("t limit at level $level, $degrees degrees of freedom", (row) => {
  expectClose([tLimit(row.level, row.degrees)], [row.limit]);
});

test.each(golden.samples)("t interval and sign-flip p-value of $name", ({ values, t, p }) => {
  expectClose(meanInterval(values), t);
  if (p !== null) expectClose([meanPValue(values)], [p]);
});

test.each(golden.shares)("Wilson interval of $k in $n", ({ k, n, wilson }) => {
  expectClose(shareInterval(Array.from({ length: n }, (_, i) => Number(i < k))), wilson);
});

test.each(golden.holm)("Holm's adjustment of $p", ({ p, adjusted }) => {
  expectClose(holm(p), adjusted);
});

/** The laws of the script: a value from a uniform number in [0, 1). */
const LAWS: Readonly<Record<string, (u: number) => number>> = {
  "1 - u^4": (u) => 1 - u ** 4,
  "u^2": (u) => u ** 2,
  "u^6": (u) => u ** 6,
  "0 if u < 0.2, else u": (u) => (u < 0.2 ? 0 : u),
  "-1 if u < 0.05, 1 if u > 0.8, else 0": (u) => Number(u > 0.8) - Number(u < 0.05),
};

/** Returns the share of samples of n values whose interval contains the law's mean; a sample without one has missed it. */
function coverageOf(law: string, mean: number, n: number, samples: number): number {
  const random = mulberry32(n);
  let covered = 0;
  for (let i = 0; i < samples; i++) {
    const interval = meanInterval(Array.from({ length: n }, () => LAWS[law]!(random())));
    if (interval !== null && interval[0] <= mean && mean <= interval[1]) covered += 1;
  }
  return covered / samples;
}

describe("coverage of the 95 % interval of a mean", () => {
  test.each(golden.coverage)("$law, $n values: $t", ({ law, mean, n, t }) => {
    // Shares of 4000 and of 2000 samples: 0.03 is at least 3.1 standard errors of their difference.
    expect(Math.abs(coverageOf(law, mean, n, 2000) - t)).toBeLessThan(0.03);
  });

  test.each([
    { name: "Student's t", method: "t" },
    { name: "BCa bootstrap", method: "bca" },
    { name: "percentile bootstrap", method: "percentile" },
  ] as const)("of $name is as the document on studies says", ({ name, method }) => {
    const cells = [10, 14, 33, 50].map((size) => {
      const covered = golden.coverage.filter(({ n }) => n === size).map((row) => row[method]);
      return `${Math.round(100 * meanOf(covered))} % (${Math.round(100 * Math.min(...covered))})`;
    });
    const lines = readFileSync("docs/studies.md", "utf8").split("\n");
    const documented = lines.find((line) => line.startsWith(`| ${name}`))?.split(/ *\| */);
    expect(documented).toEqual(["", name, ...cells, ""]);
  });

  test("lies above 0.93 for 14 skewed values", () => {
    expect(coverageOf("u^2", 1 / 3, 14, 20_000)).toBeGreaterThan(0.93);
  });
});
