/** Links of several lanes: another model, another class, each with a mask of its own. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporalMask } from "../../../src/math/mask.ts";
import { FREEZING, type LabLink, type LinkedLane } from "../../../src/result/link-fields.ts";
import { decodeLink, encodeLink } from "../../../src/result/permalink.ts";
import { anyLabLink } from "../../support/arbitrary-links.ts";
import { labError } from "../../support/lab-error.ts";

const lane = (part: Partial<LinkedLane> = {}): LinkedLane => ({
  compares: null,
  modelId: "i3d",
  imported: null,
  target: 3,
  maskKind: FREEZING,
  preset: "default",
  mask: temporalMask([0, 1, 1, 0]),
  scores: { os: 0.75, fs: 0.125, rs: 0.5 },
  proof: null,
  ...part,
});

const link = (...others: readonly LinkedLane[]): LabLink => ({
  clip: { kind: "bundled", id: "up-1" },
  seed: 7,
  lanes: [lane(), ...others],
});

const otherClass = lane({ compares: "class", target: 5, mask: temporalMask([1, 0, 0, 0]) });

test("any link survives the way there and back", () => {
  fc.assert(
    fc.property(anyLabLink, (whole) => {
      expect(decodeLink(encodeLink(whole))).toEqual({ ok: true, link: whole });
    }),
  );
});

describe("a link is written in the oldest version that can hold it", () => {
  test.each([
    { what: "one lane", whole: link(), version: "v1" },
    { what: "another model", whole: link(lane({ compares: "model", modelId: "convlstm" })), version: "v2" },
    {
      what: "one lane that blurs",
      whole: { ...link(), lanes: [lane({ maskKind: { kind: "temporal", operator: "blur" } })] as const },
      version: "v4",
    },
    { what: "another class", whole: link(otherClass), version: "v5" },
    {
      what: "another model with a preset of its own",
      whole: link(lane({ compares: "model", modelId: "convlstm", preset: "paper" })),
      version: "v5",
    },
    {
      what: "three lanes",
      whole: link(otherClass, lane({ compares: "model", modelId: "convlstm" })),
      version: "v5",
    },
  ])("$what: $version", ({ whole, version }) => {
    expect(encodeLink(whole).startsWith(`#${version}.`)).toBe(true);
    expect(decodeLink(encodeLink(whole))).toEqual({ ok: true, link: whole }); // control
  });
});

test("a link of version 5 that was made when it was new is read for ever", () => {
  const made = "#v5.tEt7E2NgYWBgKC3QNWQH0kwMDMxAKtM4BUwzMIJl_wMBiM3gYA_k2QGxPQMjI0whK0whSBGEjawQAA";
  expect(decodeLink(made)).toEqual({ ok: true, link: link(otherClass) });
});

describe("lanes that cannot be compared are refused", () => {
  test.each<[string, LabLink]>([
    ["a main lane that compares", { ...link(), lanes: [lane({ compares: "model" })] }],
    ["a lane beside it that does not say what it compares", link(lane())],
    ["another class of another model", link(lane({ compares: "class", modelId: "convlstm" }))],
  ])("%s", (_, whole) => {
    expect(() => encodeLink(whole)).toThrow(labError("link", ["cannot be compared"]));
  });
});
