/** The paper's measures: one number per clip and model. */
import { centralMarginOf } from "../math/central-block.ts";
import { maskRuns, type Run, SHOWN_ON } from "../math/mask-runs.ts";

/** Key of a measure. */
export type MeasureKey = "length" | "runs" | "freezeDrop" | "reverseDrop";

/** What measures are taken of: scores are softmax probabilities in [0, 1]. */
export interface MeasuredResult {
  readonly os: number;
  readonly fs: number;
  readonly rs: number;
  /** [T] in [0, 1]; 1 = frame perturbed. */
  readonly mask: readonly number[];
}

/** One measure: its name and how to compute it. */
export interface Measure {
  readonly key: MeasureKey;
  readonly title: string;
  /** Description, in one sentence. */
  readonly text: string;
  /** Plural noun after a number; empty for probabilities. */
  readonly unit: string;
  /** Number of decimals in its mean. */
  readonly decimals: number;
  readonly of: (result: MeasuredResult) => number;
}

/** Returns the frames that the mask perturbs, as runs of 0-based frames. */
export function runsOf({ mask }: Pick<MeasuredResult, "mask">): readonly Run[] {
  return maskRuns(mask, SHOWN_ON);
}

/** Returns the number of frames that the mask perturbs. */
export function lengthOf({ mask }: Pick<MeasuredResult, "mask">): number {
  return mask.filter((m) => m > SHOWN_ON).length;
}

/** Returns the margin of the central block with the same frames on as the mask; null if there is none. */
export function blockMarginOf({ mask }: Pick<MeasuredResult, "mask">): number | null {
  return centralMarginOf(mask.map((m) => m > SHOWN_ON));
}

/** The measures, in the order in which the page shows them. */
export const MEASURES: readonly Measure[] = [
  {
    key: "length",
    title: "Mask length",
    text: "Number of frames that the mask perturbs.",
    unit: "frames",
    decimals: 1,
    of: lengthOf,
  },
  {
    key: "runs",
    title: "Number of runs",
    text: "Number of unbroken runs that those frames form.",
    unit: "runs",
    decimals: 2,
    of: (result) => runsOf(result).length,
  },
  {
    key: "freezeDrop",
    title: "OS − FS",
    text: "Drop in score when the masked frames are frozen.",
    unit: "",
    decimals: 3,
    of: ({ os, fs }) => os - fs,
  },
  {
    key: "reverseDrop",
    title: "OS − RS",
    text: "Drop in score when the masked frames are played backwards.",
    unit: "",
    decimals: 3,
    of: ({ os, rs }) => os - rs,
  },
];
