/** The quantities that the paper argues with, one number a clip and model. */
import { centralMarginOf } from "../math/central-block.ts";
import { maskRuns, type Run, SHOWN_ON } from "../math/mask-runs.ts";
import type { ModelResult } from "./table.ts";

/** Key of a measure. */
export type MeasureKey = "length" | "runs" | "freezeDrop" | "reverseDrop";

/** One measure: how to take it and what to call it. */
export interface Measure {
  readonly key: MeasureKey;
  readonly title: string;
  /** What it measures, in one sentence. */
  readonly text: string;
  /** Plural noun after a number; empty for probabilities. */
  readonly unit: string;
  /** Decimals that a mean of it is written with. */
  readonly decimals: number;
  readonly of: (result: ModelResult) => number;
}

/** The frames that the mask perturbs, as runs of 0-based frames. */
export function runsOf({ mask }: ModelResult): readonly Run[] {
  return maskRuns(mask, SHOWN_ON);
}

/** Number of frames that the mask perturbs. */
export function lengthOf({ mask }: ModelResult): number {
  return mask.filter((m) => m > SHOWN_ON).length;
}

/** Margin of the central block that the mask equals, frame by frame on or off; null where it equals none. */
export function blockMarginOf({ mask }: ModelResult): number | null {
  return centralMarginOf(mask.map((m) => m > SHOWN_ON));
}

/** The measures in the order in which the page shows them. */
export const MEASURES: readonly Measure[] = [
  {
    key: "length",
    title: "Mask length",
    text: "How many frames the mask perturbs.",
    unit: "frames",
    decimals: 1,
    of: lengthOf,
  },
  {
    key: "runs",
    title: "Number of runs",
    text: "How many unbroken pieces those frames come in.",
    unit: "runs",
    decimals: 2,
    of: (result) => runsOf(result).length,
  },
  {
    key: "freezeDrop",
    title: "OS − FS",
    text: "What freezing the masked frames takes from the score.",
    unit: "",
    decimals: 3,
    of: ({ os, fs }) => os - fs,
  },
  {
    key: "reverseDrop",
    title: "OS − RS",
    text: "What playing the masked frames backwards takes from the score.",
    unit: "",
    decimals: 3,
    of: ({ os, rs }) => os - rs,
  },
];
