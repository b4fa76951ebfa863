import { describe, expect, test } from "vitest";
import { parseManifest, parseModelList } from "../../../src/state/manifest.ts";
import { labError } from "../../support/lab-error.ts";

const clip = { id: "a", name: "A", file: "a.mp4", thumbnail: "a.webp", licence: "CC0-1.0" };

describe("the list of clips", () => {
  test("needs no true class, length or note", () => {
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

describe("the list of models", () => {
  const list = { models: [{ id: "i3d", name: "I3D" }] };

  test("is returned unchanged", () => {
    expect(parseModelList(list, "manifest.json")).toEqual(list.models);
  });

  test.each([
    { what: "empty", value: { models: [] }, named: ["models"] },
    { what: "without names", value: { models: [{ id: "i3d" }] }, named: ["models.0.name"] },
    {
      what: "with an address for an id",
      value: { models: [{ id: "../i3d", name: "I3D" }] },
      named: ["models.0.id"],
    },
  ])("that is $what is refused, with the place", ({ value, named }) => {
    expect(() => parseModelList(value, "manifest.json")).toThrow(
      labError("value", ["manifest.json", ...named]),
    );
  });
});
