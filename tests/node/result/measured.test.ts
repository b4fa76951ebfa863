/** Faithfulness measurements, read back from where they were saved. */
import * as v from "valibot";
import { expect, test } from "vitest";
import { measuredSchema, lengthMismatch, type Measured } from "../../../src/result/measured.ts";
import { faithfulnessFigures } from "../../../src/faithfulness/figures.ts";
import { verdictOf } from "../../../src/faithfulness/verdict.ts";
import { fakeMeasured } from "../../support/page-harness/fake-measures.ts";

const measured = fakeMeasured();
const { report } = measured;
const written = JSON.parse(JSON.stringify(measured)) as Measured;

test("is read back as it was written, and fits its mask", () => {
  expect(v.parse(measuredSchema, written)).toEqual(measured);
  expect(lengthMismatch(measured, 16)).toBeNull();
  const reversed = { ...measured, report: { ...report, completeness: null }, start: null };
  expect(lengthMismatch(v.parse(measuredSchema, reversed), 16)).toBeNull();
});

/** Fields that a report of version 1 lacks; the scores of all windows, which it has, are no list. */
const NEW = ["version", "predicted", "ownLoss", "centred", "className", "reaction", "loss", "windows"];
const asVersion1 = (value: Measured): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      NEW.includes(key) && (key !== "windows" || Array.isArray(part)) ? undefined : part,
    ),
  );

test("what an earlier version wrote is read, fits its mask, and gets no verdict", () => {
  const old = v.parse(measuredSchema, asVersion1(measured));
  expect(old.report).toMatchObject({ version: 1, predicted: null, ownLoss: null });
  expect(old.report.equalLength.windows).toEqual([]);
  expect(old.report.deletion.centred).toEqual({ mean: [], areas: [] });
  expect(lengthMismatch(old, 16)).toBeNull();
  expect(verdictOf(old.report).summary).toMatch(/Check again/);
  expect(faithfulnessFigures(old.report)).toMatchObject({ deletionP: null, stabilityNear: null });
});

test.each([
  { name: "a version from the future", part: { ...report, version: 3 } },
  { name: "a score above 1", part: { ...report, original: 1.2 } },
  { name: "a score that JSON could not hold", part: { ...report, everywhere: null } },
  { name: "an unknown change", part: { ...report, stability: [{ ...report.stability[0], change: "mood" }] } },
  { name: "a mask outside [0, 1]", part: { ...report, stability: [{ ...report.stability[0], mask: [-1] }] } },
  { name: "no deletion", part: { ...report, deletion: undefined } },
])("$name is refused", ({ part }) => {
  expect(v.safeParse(measuredSchema, { ...written, report: part }).success).toBe(false);
});

test.each<{ name: string; part: Partial<Measured>; says: string }>([
  { name: "windows of another clip", part: { windows: { ...measured.windows, T: 8 } }, says: "windows.T: 8" },
  {
    name: "a window too few",
    part: { windows: { ...measured.windows, scores: measured.windows.scores.slice(1) } },
    says: "windows.scores: 135, not 136",
  },
  { name: "a start too short", part: { start: [true] }, says: "start: 1, not 16" },
  {
    name: "a curve too short",
    part: { report: { ...report, deletion: { ...report.deletion, scores: [0.9, 0.1] } } },
    says: "report.deletion.scores: 2, not 16",
  },
  {
    name: "more orders than were drawn",
    part: {
      report: {
        ...report,
        insertion: { ...report.insertion, chance: { ...report.insertion.chance, orders: 3 } },
      },
    },
    says: "report.insertion.chance.areas: 24, not 3",
  },
  {
    name: "no centre-out curve",
    part: { report: { ...report, deletion: { ...report.deletion, centred: { mean: [], areas: [0.2] } } } },
    says: "report.deletion.centred.mean: 0, not 16",
  },
  {
    name: "a mask of another length",
    part: { report: { ...report, stability: [{ ...report.stability[0]!, mask: [1, 0] }] } },
    says: "report.stability.0.mask: 2, not 16",
  },
])("$name does not fit, with the reason", ({ part, says }) => {
  expect(lengthMismatch({ ...measured, ...part }, 16)).toContain(says);
});
