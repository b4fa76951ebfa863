/** A study's figures by hand, for one, two and three models, and the files and reports made from them. */
import { describe, expect, test } from "vitest";
import { temporalTruth } from "../../../src/faithfulness/truth.ts";
import { mergeRecords } from "../../../src/study/merge.ts";
import { studyReport } from "../../../src/study/report.ts";
import { recordLine, type StudyRecord, type StudyResult } from "../../../src/study/record.ts";
import { studyCsv } from "../../../src/study/study-csv.ts";
import { studySummary } from "../../../src/study/summary.ts";

import { plan, record, result } from "./toy.ts";

/** Returns the truth of a mask as stored in a record. */
function truth(mask: string, event: [number, number]): Pick<StudyResult, "truth"> {
  return { truth: { ...temporalTruth([...mask].map(Number), event, 0.5), event } };
}

const summaryOf = (records: StudyRecord[]) =>
  studySummary(mergeRecords([{ name: "a", text: records.map(recordLine).join("") }]));

const down = { index: 1, name: "down", probability: 0.5 };

/** Model a masks 2, 3 and 4 frames, b one more each; a's prediction for the third clip is wrong. */
const records = [
  record("1", [
    result("a", "11000000", truth("11000000", [0, 1])),
    result("b", "11100000", truth("11100000", [0, 1])),
  ]),
  record("2", [result("a", "11100000"), result("b", "11110000")]),
  record("3", [result("a", "11110000", { predicted: down }), result("b", "11111000")]),
];

describe("two models", () => {
  const summary = summaryOf(records);
  const [a, b] = summary.models;
  const of = (model: typeof a, key: string) => model!.measures.find((measure) => measure.key === key);

  test("have each measure per model", () => {
    expect(of(a, "length")).toMatchObject({ n: 3, mean: 3, p: null });
    expect(of(b, "length")).toMatchObject({ n: 3, mean: 4 });
    expect(of(a, "right")).toMatchObject({ n: 3, mean: 2 / 3 });
    const drop = of(a, "reverseDrop")!;
    expect(drop.mean).toBeCloseTo(0.4, 12);
    expect(drop.p).toBe(2 / 8); // three equal differences: +++ and ---, of 8 sign patterns
  });

  test("count only clips that have a measure", () => {
    expect(of(a, "iou")).toMatchObject({ n: 1, mean: 1 });
    expect(of(a, "camHit")).toBeUndefined();
    expect(a!.truth.map(({ title, n }) => [title, n])).toEqual([
      ["all with an event", 1],
      ["correctly predicted", 1],
      ["short, off-centre events", 1],
    ]);
    expect(a!.truth[0]).toMatchObject({ iou: 1, iouCentred: 0, gain: 1, interval: null, p: 1 });
  });

  test("are compared clip by clip", () => {
    const [pair] = summary.pairs;
    expect(pair).toMatchObject({ first: "a", second: "b" });
    const length = pair!.measures.find(({ key }) => key === "length");
    expect(length).toEqual({
      key: "length",
      n: 3,
      mean: 1,
      interval: null,
      above: 3,
      below: 0,
      equal: 0,
      p: 0.25,
      pHolm: 1, // 13 measures are compared
    });
  });

  test("have a report", () => {
    const report = studyReport(summary);
    expect(report).toMatch(/3 clips explained \(3 labelled, 1 with a known event\), 0 with a problem/);
    expect(report).toMatch(/Mask length +3\.0 +– +4\.0 +–/);
    expect(report).toMatch(/b minus a, clip by clip/);
  });

  test("have the same figures whatever the order of the lines", () => {
    expect(summaryOf(records.toReversed())).toEqual(summary);
  });
});

/**
 * Returns `count` clips with an event that model a masks and model b misses; a's OS is 1 but on one clip, and both models
 * name every clip.
 */
function clips(count: number, operator: "freeze" | "reverse" = "freeze"): StudyRecord[] {
  return Array.from({ length: count }, (_, i) => {
    const scores = { os: i === 0 ? 0.6 : 1, fs: 0.1, rs: 0.1 };
    const results = [
      result("a", "11000000", { ...truth("11000000", [0, 1]), scores, operator }),
      result("b", "00111000", { ...truth("00111000", [0, 1]), scores, operator }),
    ];
    return record(`${i}`, results, { plan: plan({ operator }) });
  });
}

describe("intervals", () => {
  const measureOf = (count: number, key: string) =>
    summaryOf(clips(count)).models[0]!.measures.find((measure) => measure.key === key);

  test("of shares are Wilson's, which begin below 1 even if every clip is a hit", () => {
    expect(measureOf(10, "right")).toMatchObject({ mean: 1, interval: [expect.closeTo(0.722, 3), 1] });
    expect(measureOf(10, "hit")).toMatchObject({ mean: 1, interval: [expect.closeTo(0.722, 3), 1] });
  });

  test("of scores are t intervals within [0, 1]", () => {
    // Nine ones and 0.6: mean 0.96, standard deviation 0.4 / sqrt(10), and t = 2.262 for 9 degrees of freedom.
    expect(measureOf(10, "os")?.interval).toEqual([expect.closeTo(0.96 - 0.2262 * 0.4, 4), 1]);
  });

  test("of equal values are missing", () => {
    expect(measureOf(10, "length")).toMatchObject({ mean: 2, interval: null });
  });

  test("are missing for fewer than 10 clips", () => {
    expect(measureOf(9, "right")?.interval).toBeNull();
    expect(measureOf(9, "os")?.interval).toBeNull();
  });
});

describe("tests", () => {
  const { models, pairs } = summaryOf(clips(10));
  const p = 2 / 2 ** 10; // ten differences of one sign

  test("count in one family for all gains and groups of a model", () => {
    // OS - RS, the three gains over blocks and the middle frame, and the three groups.
    const [a] = models;
    expect(a!.measures.filter((measure) => measure.p !== null).map(({ key }) => key)).toEqual([
      "reverseDrop",
      "iouGain",
      "iouOverAnywhere",
      "hitGain",
    ]);
    expect(a!.measures.find(({ key }) => key === "iouGain")).toMatchObject({ p, pHolm: 7 * p });
    expect(a!.truth.map((group) => [group.p, group.pHolm])).toEqual([1, 2, 3].map(() => [p, 7 * p]));
  });

  test("count in one family for all measures of a pair", () => {
    const measures = pairs[0]!.measures;
    expect(measures).toHaveLength(13);
    expect(measures.find(({ key }) => key === "length")).toMatchObject({ mean: 1, p, pHolm: 13 * p });
    expect(measures.find(({ key }) => key === "os")).toMatchObject({ mean: 0, p: 1, pHolm: 1 });
  });

  test.each([
    { operator: "freeze", maximised: "freezeDrop", other: "reverseDrop", title: "OS − FS" },
    { operator: "reverse", maximised: "reverseDrop", other: "freezeDrop", title: "OS − RS" },
  ] as const)("leave out $title where the search maximises it", ({ operator, maximised, other, title }) => {
    const summary = summaryOf(clips(10, operator));
    const found = (key: string) => summary.models[0]!.measures.find((measure) => measure.key === key);
    expect(found(maximised)).toMatchObject({ n: 10, p: null, pHolm: null });
    expect(found(other)).toMatchObject({ n: 10, p });
    // Both models were searched alike, so their difference is tested.
    expect(summary.pairs[0]!.measures.find(({ key }) => key === maximised)?.p).toBe(1);
    expect(studyReport(summary)).toContain(`${title} has no p: the search maximises it`);
  });

  test("stand in the report beside their adjusted values", () => {
    // 2 / 1024 is 0.00195, and 7 of it 0.01367.
    expect(studyReport({ ...summaryOf(clips(10)), pairs: [] })).toMatch(/OS − RS.*0\.002 +0\.014/);
  });
});

test("every search maximises its own operator's drop, and a spatiotemporal one the drop by freezing", () => {
  const maximised = (operator: "freeze" | "blur") => {
    const spatiotemporal = {
      scores: { os: 0.7, fs: 0.1, rs: 0.3 },
      area: 0.2,
      steps: 9,
      stopped: "settled" as const,
      pointing: { peak: null, truth: null },
    };
    const scores = { os: 0.7, fs: 0.1, rs: 0.3, own: 0.2 };
    const one = result("a", "11000000", { operator, spatiotemporal, scores });
    const summary = summaryOf([record("1", [one], { plan: plan({ operator }, ["a"]) })]);
    const gains = summary.models[0]!.measures.filter(({ key }) => key.endsWith("Drop"));
    return gains.filter((measure) => measure.p === null).map(({ key }) => key);
  };
  expect(maximised("freeze")).toEqual(["freezeDrop", "ownDrop", "gridDrop"]);
  expect(maximised("blur")).toEqual(["ownDrop", "gridDrop"]);
});

test("one model alone has no pairs", () => {
  const summary = summaryOf([record("1", [result("a", "11000000")]), record("2", [result("a", "11100000")])]);
  expect(summary.pairs).toEqual([]);
  expect(studyReport(summary)).not.toMatch(/clip by clip/);
});

test("three models have three pairs", () => {
  const summary = summaryOf([
    record(
      "1",
      ["a", "b", "c"].map((id) => result(id, "11000000")),
    ),
  ]);
  expect(summary.pairs.map(({ first, second }) => first + second)).toEqual(["ab", "ac", "bc"]);
});

test("problems are named and do not count in any figure", () => {
  const bad = { ...records[0]!, key: "x", problem: "It is not a video.", results: [] };
  const summary = summaryOf([...records, bad]);
  expect(summary.clips).toMatchObject({
    explained: 3,
    problems: [{ name: "1", problem: "It is not a video." }],
  });
  expect(summary.models).toEqual(summaryOf(records).models);
});

test("a study with only problems has a summary too", () => {
  const bad = { ...records[0]!, problem: "It is not a video.", results: [] };
  expect(studyReport(summaryOf([bad]))).toMatch(/0 clips explained.*1 with a problem/);
});

test("CSV has a row per clip and model, and one per problem; formulas are disarmed, numbers left alone", () => {
  const bad = {
    ...records[0]!,
    key: "x",
    clip: { ...records[0]!.clip, name: '=1+"1"' },
    problem: "No, really.",
    results: [],
  };
  const worse = record(
    "9",
    [result("a", "1000", {}), result("b", "11000000")].map((r) => ({
      ...r,
      mask: [...r.mask, 0, 0, 0, 0].slice(0, 8),
      scores: { os: 0.1, fs: 0.4, rs: 0.1 },
    })),
  );
  const lines = studyCsv([records[0]!, bad, worse]).split("\r\n");
  expect(lines).toHaveLength(1 + 2 + 1 + 2 + 1);
  const header = lines[0]!.split(",");
  expect(new Set(header).size).toBe(header.length);
  expect(lines[3]).toMatch(/^"'=1\+""1""",x,up,"No, really\.",,/);
  const cells = lines[4]!.split(",");
  expect(cells[header.indexOf("freezeDrop")]).toBe("-0.3");
  expect(lines[1]!.split(",")[header.indexOf("event")]).toBe("1-2");
});
