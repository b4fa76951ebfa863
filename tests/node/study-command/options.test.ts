/** Arguments that `npm run study` accepts, and its errors for others. */
import { describe, expect, test } from "vitest";
import { parseOptions, UsageError } from "../../../scripts/study/options.ts";
import { DEFAULT_WISH } from "../../../src/study/plan.ts";

const NEEDED = ["--clips", "bundled", "--out", "study"];

test("defaults are the page's settings, with both bundled models", () => {
  expect(parseOptions(NEEDED)).toEqual({
    clips: "bundled",
    models: ["i3d", "convlstm"],
    out: "study",
    shard: { i: 1, n: 1 },
    wish: DEFAULT_WISH,
    backend: null,
    packFiles: false,
    retry: false,
    merge: false,
    json: false,
  });
});

test("accepts every option", () => {
  const line =
    "--models i3d --shard 2/8 --preset paper --operator blur --target predicted --spatiotemporal 14 --area 0.1 --cam " +
    "--windows --faithfulness --seed 7 --backend wasm --links --retry --json";
  expect(parseOptions([...NEEDED, ...line.split(" ")])).toMatchObject({
    models: ["i3d"],
    shard: { i: 2, n: 8 },
    wish: {
      preset: "paper",
      operator: "blur",
      target: "predicted",
      spatiotemporal: { across: 14, area: 0.1 },
      cam: true,
      windows: true,
      faithfulness: true,
      seed: 7,
    },
    backend: "wasm",
    packFiles: true,
    retry: true,
    json: true,
  });
  expect(parseOptions(["--merge", "--out", "study"])).toMatchObject({ merge: true, clips: null });
});

describe("wrong arguments give a one-line error", () => {
  test.each([
    [["--clips", "bundled"], /--out is missing/],
    [["--out", "x"], /--clips is missing/],
    [[...NEEDED, "--model", "i3d"], /Unknown option '--model'/],
    [[...NEEDED, "--models", ","], /--models is empty/],
    [[...NEEDED, "--models", "i3d,i3d"], /names i3d twice/],
    [[...NEEDED, "--shard", "3/2"], /--shard takes i\/n with i from 1 to n, such as "2\/8", not "3\/2"/],
    [[...NEEDED, "--shard", "0/2"], /not "0\/2"/],
    [[...NEEDED, "--shard", "half"], /not "half"/],
    [[...NEEDED, "--preset", "fast"], /--preset takes one of default, paper, thorough, exact, not "fast"/],
    [[...NEEDED, "--operator", "wobble"], /--operator takes one of freeze/],
    [[...NEEDED, "--spatiotemporal", "9"], /--spatiotemporal takes one of 7, 14, not "9"/],
    [[...NEEDED, "--area", "0.1"], /--area takes a share/],
    [[...NEEDED, "--seed", "-1"], /--seed/],
    [[...NEEDED, "--backend", "cuda"], /--backend takes one of webgpu, wasm, cpu/],
  ])("%s", (args, message) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
    expect(() => parseOptions(args)).toThrow(message);
    expect(() => parseOptions(args)).toThrow(/^[^\n]*$/);
  });
});
