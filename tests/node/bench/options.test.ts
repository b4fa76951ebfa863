/** The benchmark's arguments. */
import { describe, expect, test } from "vitest";
import { parseOptions } from "../../../scripts/bench/options.ts";

describe("the benchmark's options", () => {
  test("default to text, every part except scaling, and two clips", () => {
    const { json, parts, fullLayers, clips } = parseOptions([]);
    expect({ json, fullLayers, clips }).toEqual({ json: false, fullLayers: false, clips: 2 });
    expect([...parts]).toEqual(["wasm", "stock", "pytorch", "webgpu", "search", "layers"]);
  });

  test("--scaling adds its part to the default parts or to those that --only selects", () => {
    expect(parseOptions(["--scaling"]).parts.has("scaling")).toBe(true);
    expect([...parseOptions(["--only", "search, wasm", "--scaling"]).parts].sort()).toEqual([
      "scaling",
      "search",
      "wasm",
    ]);
  });

  test("other options are read as given", () => {
    const { json, fullLayers, clips } = parseOptions(["--json", "--layers", "full", "--clips", "1"]);
    expect({ json, fullLayers, clips }).toEqual({ json: true, fullLayers: true, clips: 1 });
  });

  test.each([
    { args: ["--only", "wasm,gpu"], message: /--only.*"gpu".*webgpu/ },
    { args: ["--only", ""], message: /--only.*""/ },
    { args: ["--layers", "half"], message: /--layers.*"full".*"half"/ },
    { args: ["--clips", "0"], message: /--clips.*at least 1.*"0"/ },
    { args: ["--clips", "some"], message: /--clips.*"some"/ },
    { args: ["--quick"], message: /--quick/ },
    { args: ["i3d"], message: /i3d/ },
  ])("$args is refused by name", ({ args, message }) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
