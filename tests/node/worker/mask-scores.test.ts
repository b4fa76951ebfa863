/** What a search returns of the mask that it found. */
import { describe, expect, test } from "vitest";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { orNone } from "../../../src/worker/mask-scores.ts";

describe("orNone", () => {
  // Two frames and two changes cost 0.06.
  const mask = Float32Array.of(0, 0.9, 0.6, 0.2);
  const found = (fs: number) => ({
    mask,
    scores: { os: 0.5, fs, rs: 0.1, soft: { fs: 0.01, rs: 0.1 } },
    steps: 7,
  });

  test("keeps a mask whose frames, fully on, have a lower loss than none", () => {
    expect(orNone(found(0.43), "freeze", PRESETS.thorough)).toEqual(found(0.43));
  });

  test("gives no mask for one whose frames have a higher loss, however low its soft score", () => {
    const { mask: empty, scores, steps } = orNone(found(0.45), "freeze", PRESETS.thorough);
    expect([...empty]).toEqual([0, 0, 0, 0]);
    expect(scores).toEqual({ os: 0.5, fs: 0.5, rs: 0.5 });
    expect(steps).toBe(7);
  });

  test("judges by the search's own operator", () => {
    expect([...orNone(found(0.45), "reverse", PRESETS.thorough).mask]).toEqual([...mask]);
    const faded = { ...found(0.1), scores: { ...found(0.1).scores, own: 0.49 } };
    expect(orNone(faded, "fade", PRESETS.thorough).scores).toEqual({ os: 0.5, fs: 0.5, rs: 0.5, own: 0.5 });
  });
});
