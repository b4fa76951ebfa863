/**
 * Faithfulness measurements of a mask, as the page shows them and as files and the history save them; and the check
 * of what is read back. Neither source is trusted: a person, a crash or another version may have changed it.
 *
 * Reports of version 1 are still read. What they do not hold becomes null or an empty list, and the verdict on them says
 * that the mask must be checked again.
 */
import * as v from "valibot";
import type { Faithfulness } from "../faithfulness/faithfulness.ts";
import type { WindowScores } from "../math/windows.ts";
import { PRESET_NAMES, type PresetName } from "../math/search-settings.ts";

/** All measurements of one faithfulness check of a temporal mask. */
export interface Measured {
  readonly windows: WindowScores;
  readonly report: Faithfulness;
  /** Preset of the repeated searches, and of the loss by which windows are compared. */
  readonly preset: PresetName;
  /** [T] whether each frame was on in the mask's start; null for a mask that no search here found. */
  readonly start: readonly boolean[] | null;
}

const finite = v.pipe(v.number(), v.finite());
/** A probability as a device computes it; rounding may put it above 1. */
const score = v.pipe(v.number(), v.minValue(0), v.maxValue(1 + 1e-6));
const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const nonNegative = v.pipe(finite, v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.minLength(1));
const scores = v.array(score);
const mask = v.array(unit);
const overlap = v.nullable(unit);
const insideOutside = v.object({ inside: score, outside: score });

const curve = v.object({
  scores,
  area: score,
  centred: v.optional(v.object({ mean: scores, areas: scores }), { mean: [], areas: [] }),
  chance: v.object({ orders: count, mean: scores, deviation: v.array(finite), areas: scores }),
});

const loss = v.optional(v.nullable(finite), null);

/** Schema for reading measurements back. It checks single fields only; list lengths are checked below. */
export const measuredSchema: v.GenericSchema<unknown, Measured> = v.object({
  windows: v.object({ T: v.pipe(count, v.minValue(2)), original: score, scores }),
  report: v.object({
    version: v.optional(v.picklist([1, 2]), 1),
    predicted: v.optional(v.nullable(v.object({ name: text, score, isTarget: v.boolean() })), null),
    original: score,
    everywhere: score,
    deletion: curve,
    insertion: curve,
    equalLength: v.object({
      on: count,
      effective: v.object({ on: count, of: count }),
      mask: insideOutside,
      random: v.array(insideOutside),
      windows: v.optional(v.array(insideOutside), []),
      even: insideOutside,
      window: v.nullable(insideOutside),
    }),
    completeness: v.nullable(
      v.object({ attributions: v.array(finite), sum: finite, expected: finite, steps: count }),
    ),
    stability: v.array(
      v.object({
        change: v.picklist(["seed", "start", "learning-rate", "shift"]),
        text,
        mask,
        overlap,
        loss,
      }),
    ),
    ownLoss: loss,
    randomised: v.variant("kind", [
      v.object({
        kind: v.literal("measured"),
        stages: v.array(
          v.object({
            downTo: text,
            className: v.optional(v.nullable(text), null),
            original: score,
            reaction: v.optional(v.nullable(v.object({ lowest: score, spread: nonNegative })), null),
            mask,
            loss,
            overlap,
          }),
        ),
      }),
      v.object({ kind: v.literal("not-possible"), reason: text }),
    ]),
    seed: count,
  }),
  preset: v.picklist(PRESET_NAMES),
  start: v.nullable(v.array(v.boolean())),
});

/**
 * Returns why the measurements do not fit a mask of T frames, as a path and the value found, or null if they fit. The
 * page draws each list over the frames, so a list of another length would show what was never measured.
 */
export function lengthMismatch({ windows, report, start }: Measured, T: number): string | null {
  const { deletion, insertion, equalLength, completeness, stability, randomised } = report;
  const { effective } = equalLength;
  const lengths: readonly (readonly [where: string, found: number, due: number])[] = [
    ["windows.T", windows.T, T],
    ["windows.scores", windows.scores.length, (T * (T + 1)) / 2],
    ["start", start?.length ?? T, T],
    ["report.completeness.attributions", completeness?.attributions.length ?? T, T],
    ...Object.entries({ deletion, insertion }).flatMap(([name, { scores, chance, centred }]) => [
      [`report.${name}.scores`, scores.length, effective.of + 1] as const,
      [`report.${name}.chance.mean`, chance.mean.length, effective.of + 1] as const,
      [`report.${name}.chance.deviation`, chance.deviation.length, effective.of + 1] as const,
      [`report.${name}.chance.areas`, chance.areas.length, chance.orders] as const,
      [
        `report.${name}.centred.mean`,
        centred.mean.length,
        centred.areas.length === 0 ? 0 : effective.of + 1,
      ] as const,
    ]),
    ...stability.map(({ mask }, i) => [`report.stability.${i}.mask`, mask.length, T] as const),
    ...(randomised.kind === "measured" ? randomised.stages : []).map(
      ({ mask }, i) => [`report.randomised.stages.${i}.mask`, mask.length, T] as const,
    ),
  ];
  const wrong = lengths.find(([, found, due]) => found !== due);
  return wrong === undefined ? null : `${wrong[0]}: ${wrong[1]}, not ${wrong[2]}`;
}
