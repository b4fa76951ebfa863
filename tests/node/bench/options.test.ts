/** What the benchmark's arguments mean. */
import { describe, expect, test } from "vitest";
import { parseOptions } from "../../../scripts/bench/options.ts";

describe("the benchmark's options", () => {
  test("without arguments: text, every part but scaling, two clips", () => {
    const { json, parts, fullLayers, clips } = parseOptions([]);
    expect({ json, fullLayers, clips }).toEqual({ json: false, fullLayers: false, clips: 2 });
    expect([...parts]).toEqual(["wasm", "stock", "pytorch", "webgpu", "search", "layers"]);
  });

  test("--scaling adds its part, to all of them or to those that --only names", () => {
    expect(parseOptions(["--scaling"]).parts.has("scaling")).toBe(true);
    expect([...parseOptions(["--only", "search, wasm", "--scaling"]).parts].sort()).toEqual([
      "scaling",
      "search",
      "wasm",
    ]);
  });

  test("the others are taken as they are given", () => {
    const { json, fullLayers, clips } = parseOptions(["--json", "--layers", "full", "--clips", "1"]);
    expect({ json, fullLayers, clips }).toEqual({ json: true, fullLayers: true, clips: 1 });
  });

  test.each([
    { args: ["--only", "wasm,gpu"], told: /--only.*"gpu".*webgpu/ },
    { args: ["--only", ""], told: /--only.*""/ },
    { args: ["--layers", "half"], told: /--layers.*"full".*"half"/ },
    { args: ["--clips", "0"], told: /--clips.*at least 1.*"0"/ },
    { args: ["--clips", "some"], told: /--clips.*"some"/ },
    { args: ["--quick"], told: /--quick/ },
    { args: ["i3d"], told: /i3d/ },
  ])("$args is refused by name", ({ args, told }) => {
    expect(() => parseOptions(args)).toThrow(told);
  });
});
