/** Values derived from the state, and the check of the manifest. */
import { describe, expect, test } from "vitest";
import { companionOf, isOn, predictedClass, rankClasses } from "../../../src/state/derived.ts";
import { parseManifest } from "../../../src/state/manifest.ts";
import { FAKE_CLIPS, fakeCard } from "../../support/page-harness/fake-clients.ts";
import { labError } from "../../support/lab-error.ts";
import { temporalMask } from "../../../src/math/mask.ts";

describe("rankClasses", () => {
  test("orders by probability and keeps the card's order among equals", () => {
    const ranked = rankClasses(["a", "b", "c", "d"], Float32Array.of(0.25, 0.5, 0.25, 0));
    expect(ranked.map(({ name, index }) => `${name}${index}`)).toEqual(["b1", "a0", "c2", "d3"]);
  });
});

test("predictedClass is the first of the most probable classes", () => {
  expect(predictedClass({ kind: "ready", probabilities: Float32Array.of(0.2, 0.4, 0.4) })).toBe(1);
  expect(predictedClass({ kind: "working" })).toBeNull();
});

describe("companionOf", () => {
  const card = fakeCard();
  // Eighths, so that float32 holds them exactly.
  const probabilities = Float32Array.of(0.125, 0.5, 0.25, 0.125, 0, 0, 0, 0);
  const [up, down, right] = card.classes;

  test("is P, the predicted class, if the target is another class", () => {
    expect(companionOf(card, probabilities, 0, up)).toEqual({
      kind: "P",
      name: down,
      probability: 0.5,
    });
  });

  test("is CS, the true class's score, if the target is the predicted class and wrong", () => {
    expect(companionOf(card, probabilities, 1, right)).toEqual({
      kind: "CS",
      name: right,
      probability: 0.25,
    });
  });

  test.each([
    { label: "Moving something down", why: "the prediction is right" },
    { label: undefined, why: "the true class is not known" },
    { label: "Juggling", why: "the model does not know the true class" },
  ])("is nothing where $why", ({ label }) => {
    expect(companionOf(card, probabilities, 1, label)).toBeNull();
  });
});

test("a frame is on above 0.5, not at 0.5", () => {
  expect([isOn(temporalMask([0.5]), 0), isOn(temporalMask([0.501]), 0), isOn(null, 0)]).toEqual([
    false,
    true,
    false,
  ]);
});

describe("parseManifest", () => {
  test("returns the clips of a valid list", () => {
    expect(parseManifest({ clips: FAKE_CLIPS }, "manifest.json")).toEqual(FAKE_CLIPS);
  });

  test("names the file and field of an invalid list", () => {
    const bad = { clips: [{ ...FAKE_CLIPS[0], file: 3 }] };
    expect(() => parseManifest(bad, "manifest.json")).toThrow(
      labError("value", ["manifest.json", "clips.0.file"]),
    );
  });
});
