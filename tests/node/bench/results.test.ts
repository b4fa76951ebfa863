/** The benchmark's results, from times to the report. */
import { describe, expect, test } from "vitest";
import { labError } from "../../support/lab-error.ts";
import { measureOf, ratioOfRounds, RATIOS, Results } from "../../../scripts/bench/results.ts";
import { inRounds } from "../../../scripts/bench/rounds.ts";
import { spread } from "../../../scripts/bench/spread.ts";
import { assertSameNetwork, OtherNetworkError, SAME_NETWORK } from "../../../scripts/bench/same-network.ts";

describe("measureOf", () => {
  test("summarises times in any order as median, minimum and quartiles", () => {
    expect(measureOf("wasm", "a", [40, 10, 30, 20, 50], { threads: 1 })).toEqual({
      part: "wasm",
      name: "a",
      unit: "ms",
      n: 5,
      median: 30,
      min: 10,
      quartiles: [20, 40],
      facts: { threads: 1 },
    });
  });

  test("needs at least one time", () => {
    expect(measureOf("wasm", "a", [7]).quartiles).toEqual([7, 7]); // control
    expect(() => measureOf("wasm", "a", [])).toThrow(labError("value"));
  });
});

describe("ratioOfRounds", () => {
  test("is the median of the rounds' ratios, so a slow round changes nothing", () => {
    expect(ratioOfRounds([20, 30, 40], [10, 10, 10])).toBe(3);
    expect(ratioOfRounds([20, 3000, 40], [10, 1000, 10])).toBe(3);
  });

  test("needs at least one round", () => {
    expect(() => ratioOfRounds([], [])).toThrow(labError("value"));
  });
});

test("a few clips are spread over the list; from a short list all are taken, each once", () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 2, 4]);
  expect(spread([0, 1, 2], 3)).toEqual([0, 1, 2]);
  expect(spread([0, 1, 2], 9)).toEqual([0, 1, 2]);
});

test("rounds alternate ours and theirs, and record each round's median", async () => {
  const order: string[] = [];
  const say = (who: string, times: number[][]) => () => {
    order.push(who);
    return Promise.resolve(times.shift()!);
  };
  const rounds = await inRounds(2, say("ours", [[1, 9, 2], [4]]), say("theirs", [[10], [30, 20]]));
  expect(order).toEqual(["ours", "theirs", "ours", "theirs"]);
  expect(rounds).toEqual({
    ours: [1, 9, 2, 4],
    theirs: [10, 30, 20],
    oursByRound: [2, 4],
    theirsByRound: [10, 25],
  });
});

describe("a report", () => {
  test("contains every ratio; those not measured are null, with the reason", () => {
    const results = new Results();
    results.ratio("wasm.step.pytorch/ours", 3);
    results.note("webgpu", "Not measured: no adapter.");
    results.note("search.full300/earlyStop", "Interrupted.");
    const { ratios, notes } = results.report({}, new Set(["pytorch", "webgpu", "search"]));
    expect(Object.keys(ratios)).toEqual(Object.keys(RATIOS));
    expect(ratios["wasm.step.pytorch/ours"]).toBe(3);
    expect(notes["wasm.step.pytorch/ours"]).toBeUndefined();
    expect(ratios["wasm.step.stockForwardAndGradient/ours"]).toBeNull();
    expect(notes["wasm.step.stockForwardAndGradient/ours"]).toContain('"stock" was not selected');
    expect(ratios["webgpu.conv3d.stock/ours"]).toBeNull();
    expect(notes["webgpu.conv3d.stock/ours"]).toBe("Not measured: no adapter.");
    expect(notes["search.full300/earlyStop"]).toBe("Interrupted.");
  });

  test("contains measures, facts about the machine, and joined notes", () => {
    const results = new Results();
    results.add("wasm", "a", [1, 3]);
    results.describe("pytorch", "1.13");
    results.note("wasm", "One.");
    results.note("wasm", "Two.");
    const { machine, measures, notes } = results.report({ cores: 2 }, new Set(["wasm"]));
    expect(machine).toEqual({ cores: 2, pytorch: "1.13" });
    expect(measures).toEqual([measureOf("wasm", "a", [1, 3])]);
    expect(notes.wasm).toBe("One. Two.");
  });
});

describe("a stock network", () => {
  test("whose forward pass agrees is accepted, up to the limit", () => {
    expect(() => assertSameNetwork("i3d", { logits: SAME_NETWORK, score: SAME_NETWORK })).not.toThrow();
  });

  test.each([
    { logits: 0.02, score: 0 },
    { logits: 0, score: 0.02 },
    { logits: NaN, score: 0 },
  ])("whose logits differ by $logits and whose score differs by $score is refused", ({ logits, score }) => {
    expect(() => assertSameNetwork("i3d", { logits, score })).toThrow(OtherNetworkError);
    expect(() => assertSameNetwork("i3d", { logits, score })).toThrow(
      new RegExp(`i3d.*${logits}.*${score}.*0.001`),
    );
  });
});
