import { describe, expect, test } from "vitest";
import { parseManifest } from "../../../src/state/manifest.ts";
import { labError } from "../../support/lab-error.ts";

const clip = { id: "a", name: "A", file: "a.mp4", thumbnail: "a.webp", licence: "CC0-1.0" };

describe("the list of clips", () => {
  test("needs no truth, length or note", () => {
    expect(parseManifest({ clips: [clip] }, "manifest.json")).toEqual([clip]);
  });

  test("may say how long a clip is and why it is hard", () => {
    const whole = { ...clip, eventS: [0.5, 1], durationS: 2.5, hard: "Both models are wrong." };
    expect(parseManifest({ clips: [whole] }, "manifest.json")).toEqual([whole]);
  });

  test("names the file and the field that is wrong", () => {
    expect(() => parseManifest({ clips: [{ ...clip, durationS: 0 }] }, "manifest.json")).toThrow(
      labError("value", ["manifest.json", "clips.0.durationS"]),
    );
  });
});
