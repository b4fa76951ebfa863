/** From times to the report. */
import { describe, expect, test } from "vitest";
import { labError } from "../../support/lab-error.ts";
import { measureOf, ratioOfRounds, RATIOS, Results } from "../../../scripts/bench/results.ts";
import { inRounds } from "../../../scripts/bench/rounds.ts";
import { spread } from "../../../scripts/bench/spread.ts";
import { assertSameNetwork, OtherNetworkError, SAME_NETWORK } from "../../../scripts/bench/same-network.ts";

describe("measureOf", () => {
  test("sums times up as median, minimum and quartiles, in any order of theirs", () => {
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

  test("needs one time", () => {
    expect(measureOf("wasm", "a", [7]).quartiles).toEqual([7, 7]); // control
    expect(() => measureOf("wasm", "a", [])).toThrow(labError("value"));
  });
});

describe("ratioOfRounds", () => {
  test("is the median of the rounds' own ratios, so a round that was slow as a whole changes nothing", () => {
    expect(ratioOfRounds([20, 30, 40], [10, 10, 10])).toBe(3);
    expect(ratioOfRounds([20, 3000, 40], [10, 1000, 10])).toBe(3);
  });

  test("needs a round", () => {
    expect(() => ratioOfRounds([], [])).toThrow(labError("value"));
  });
});

test("a few clips are spread over the list; of a short list all are taken, each once", () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 2, 4]);
  expect(spread([0, 1, 2], 3)).toEqual([0, 1, 2]);
  expect(spread([0, 1, 2], 9)).toEqual([0, 1, 2]);
});

test("rounds go ours, theirs, ours, theirs, and keep each round's median", async () => {
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
  test("names every ratio; those not measured are null, with the reason", () => {
    const results = new Results();
    results.ratio("wasm.step.pytorch/ours", 3);
    results.note("webgpu", "Not measured: no adapter.");
    results.note("search.full300/earlyStop", "Interrupted.");
    const { ratios, notes } = results.report({}, new Set(["pytorch", "webgpu", "search"]));
    expect(Object.keys(ratios)).toEqual(Object.keys(RATIOS));
    expect(ratios["wasm.step.pytorch/ours"]).toBe(3);
    expect(notes["wasm.step.pytorch/ours"]).toBeUndefined();
    expect(ratios["wasm.step.stockForwardAndGradient/ours"]).toBeNull();
    expect(notes["wasm.step.stockForwardAndGradient/ours"]).toContain('"stock" was not asked for');
    expect(ratios["webgpu.conv3d.stock/ours"]).toBeNull();
    expect(notes["webgpu.conv3d.stock/ours"]).toBe("Not measured: no adapter.");
    expect(notes["search.full300/earlyStop"]).toBe("Interrupted.");
  });

  test("carries measures, what parts found out of the machine, and notes joined", () => {
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
  test("that agrees forward passes, up to the limit", () => {
    expect(() => assertSameNetwork("i3d", { logits: SAME_NETWORK, score: SAME_NETWORK })).not.toThrow();
  });

  test.each([
    { logits: 0.02, score: 0 },
    { logits: 0, score: 0.02 },
    { logits: NaN, score: 0 },
  ])("that is off by $logits in its logits and $score in its score is refused", ({ logits, score }) => {
    expect(() => assertSameNetwork("i3d", { logits, score })).toThrow(OtherNetworkError);
    expect(() => assertSameNetwork("i3d", { logits, score })).toThrow(
      new RegExp(`i3d.*${logits}.*${score}.*0.001`),
    );
  });
});
