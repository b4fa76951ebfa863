/** A measure in the form that figures and tables show, whatever results it comes from: groups of models, and their differences. */
import type { SampleSummary } from "../../statistics/sample-summary.ts";
import type { PairedDifference } from "../../statistics/paired-difference.ts";

/** One model's values in a group of clips. */
export interface ModelShown {
  readonly name: string;
  readonly values: readonly number[];
  readonly summary: SampleSummary;
}

/** Models measured on the same clips. */
export interface GroupShown {
  /** Name of the group; empty if it is the only one. */
  readonly source: string;
  readonly models: readonly ModelShown[];
  /** Second model minus the first, clip by clip; null unless there are two models. */
  readonly difference:
    | (PairedDifference & {
        /** Such as "C-LSTM − I3D". */
        readonly name: string;
        /** P-value of the mean being 0, and the same adjusted by Holm's method; null if not tested. */
        readonly test: { readonly p: number; readonly pHolm: number } | null;
      })
    | null;
}

/** A measure with all its groups. */
export interface MeasureShown {
  readonly title: string;
  /** Plural noun after a number; empty for probabilities. */
  readonly unit: string;
  /** Number of decimals of a mean. */
  readonly decimals: number;
  /** One or more. */
  readonly groups: readonly GroupShown[];
}
