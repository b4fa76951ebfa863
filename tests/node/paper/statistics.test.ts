import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parsePublished } from "../../../src/paper/published.ts";
import { centralReading, claimReading, readingsOf } from "../../../src/paper/readings.ts";
import { statisticsOf } from "../../../src/paper/statistics.ts";
import { labError } from "../../support/lab-error.ts";
import { result, row, table } from "./make-row.ts";

describe("statisticsOf, by hand", () => {
  // Lengths 2, 4, 3 and 4, 4, 6: differences C-LSTM - I3D of 2, 0, 3. Runs 1, 2, 1 and 1, 1, 1.
  const three = table(
    row(
      "a",
      result("00110000", { os: 0.8, fs: 0.2, rs: 0.7 }),
      result("00111100", { os: 0.5, fs: 0.6, rs: 0.4 }),
    ),
    row(
      "b",
      result("11000011", { os: 0.9, fs: 0.1, rs: 0.3 }),
      result("00111100", { os: 0.4, fs: 0.1, rs: 0.4 }),
    ),
    row(
      "c",
      result("00000111", {
        os: 1,
        fs: 0.3,
        rs: 1,
        predicted: { index: 2, name: "Closing something", probability: null },
      }),
      result("01111110", { os: 0.3, fs: 0.3, rs: 0.1 }),
    ),
  );
  const { n, T, measures, counts } = statisticsOf(three);
  const of = (key: string) => measures.find(({ measure }) => measure.key === key)!;

  test("computes mask length, runs, OS - FS and OS - RS of each clip", () => {
    expect([n, T]).toEqual([3, 8]);
    expect(of("length").values).toEqual({ i3d: [2, 4, 3], clstm: [4, 4, 6] });
    expect(of("runs").values).toEqual({ i3d: [1, 2, 1], clstm: [1, 1, 1] });
    expect(of("freezeDrop").values.i3d.map((x) => x.toFixed(3))).toEqual(["0.600", "0.800", "0.700"]);
    expect(of("reverseDrop").values.clstm.map((x) => x.toFixed(3))).toEqual(["0.100", "0.000", "0.200"]);
  });

  test("computes means, medians and the difference C-LSTM minus I3D, clip by clip", () => {
    expect(of("length").summary.i3d).toMatchObject({ mean: 3, median: 3, deviation: 1 });
    expect(of("length").summary.clstm.mean).toBeCloseTo(14 / 3, 12);
    const { difference } = of("length");
    expect(difference.mean).toBeCloseTo(5 / 3, 12); // I3D minus C-LSTM would be -5/3
    expect([difference.above, difference.below, difference.equal]).toEqual([2, 0, 1]);
    expect(difference.interval).toBeNull(); // of three clips
  });

  test("counts central blocks, unbroken masks, scores that freezing raised and mistaken classes", () => {
    expect(counts.i3d).toMatchObject({ centralBlocks: 0, unbroken: 2, freezeRaises: 0, mistaken: 1 });
    expect(counts.clstm).toMatchObject({ centralBlocks: 3, wholeClip: 0, unbroken: 3, freezeRaises: 1 });
    expect(counts.clstm.meanOs).toBeCloseTo(0.4, 12);
  });

  test("refuses a table without rows", () => {
    expect(() => statisticsOf({ T: 8, rows: [] })).toThrow(labError("value", []));
  });
});

describe("the published table", () => {
  const statistics = statisticsOf(
    parsePublished(JSON.parse(readFileSync("public/paper/published.json", "utf8")), "x"),
  );

  test("15 of 30 C-LSTM masks and 2 of 30 I3D masks equal a central block; one is the whole clip", () => {
    expect(statistics.counts.clstm).toMatchObject({ centralBlocks: 15, wholeClip: 1 });
    expect(statistics.counts.i3d).toMatchObject({ centralBlocks: 2, wholeClip: 0 });
    expect(centralReading(statistics)).toMatch(
      /^15 of 30 C-LSTM masks equal a central block, and 2 of 30 I3D masks \(1 of these is the whole clip.*136.* 8 are central.*1\.8 of 30/,
    );
  });

  test("I3D masks have 188 frames in 30 clips, C-LSTM masks 306", () => {
    const length = statistics.measures[0]!;
    expect(length.summary.i3d.mean).toBeCloseTo(188 / 30, 12);
    expect(length.summary.clstm.mean).toBeCloseTo(306 / 30, 12);
    expect(readingsOf(statistics).length).toMatch(
      /^I3D masks are on for 6\.3 of 16 frames on average, C-LSTM masks for 10\.2; C-LSTM minus I3D is 3\.9 frames \(95 % interval \d\.\d to \d\.\d\)\.$/,
    );
    expect(claimReading(statistics)).toContain("as the paper says");
  });
});

describe("a reading says so if the clips settle nothing", () => {
  const longer = [result("00111100"), result("00010000")] as const;
  const shorter = [result("00010000"), result("00111100")] as const;
  const same = [result("00010000"), result("00010000")] as const;

  /** Returns ten rows of which the first `count` have the longer I3D mask. */
  const ten = (count: number, rest: typeof longer) =>
    statisticsOf(table(...Array.from({ length: 10 }, (_, i) => row(`${i}`, ...(i < count ? longer : rest)))));

  test("five clips either way: the interval contains 0", () => {
    const statistics = ten(5, shorter);
    // Differences of -3 and 3: standard error sqrt(90 / 9 / 10) = 1, and t = 2.262 for 9 degrees of freedom.
    expect(readingsOf(statistics).length).toContain(
      "is 0.0 frames (95 % interval −2.3 to 2.3, which contains 0: these clips do not settle its sign)",
    );
    expect(claimReading(statistics)).toContain("do not settle");
  });

  test("C-LSTM's masks shorter but once: the opposite of the paper", () => {
    const statistics = ten(9, same);
    // Mean -2.7; the squares are 9 * 0.3^2 + 2.7^2 = 8.1, the standard error sqrt(8.1 / 9 / 10) = 0.3.
    expect(readingsOf(statistics).length).toContain("is −2.7 frames (95 % interval −3.4 to −2.0).");
    expect(claimReading(statistics)).toContain("the opposite");
  });

  test("few clips, or the same difference on all, have no interval and settle nothing", () => {
    const few = statisticsOf(table(row("a", ...longer), row("b", ...shorter)));
    expect(readingsOf(few).length).toContain("is 0.0 frames (fewer than 10 clips: no interval).");
    expect(claimReading(few)).toContain("do not settle");
    const equal = ten(10, same);
    expect(readingsOf(equal).length).toContain("is −3.0 frames (the same on every clip: no interval).");
    expect(claimReading(equal)).toContain("do not settle");
  });
});
