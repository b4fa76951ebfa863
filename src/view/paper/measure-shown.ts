/** A measure as figures and tables show it, whatever results it was taken of: groups of models, and their differences. */
import type { SampleSummary } from "../../math/sample-summary.ts";
import type { MeasureStatistics, PairedDifference } from "../../paper/statistics.ts";
import { MODELS } from "../../paper/table.ts";

/** One model's values in a group of clips. */
export interface ModelShown {
  readonly name: string;
  readonly values: readonly number[];
  readonly summary: SampleSummary;
}

/** Models over the same clips. */
export interface GroupShown {
  /** The group's name; empty where it is the only one. */
  readonly source: string;
  readonly models: readonly ModelShown[];
  /** The second model less the first, clip by clip; null where there are not two. */
  readonly difference:
    | (PairedDifference & {
        /** "C-LSTM − I3D", say. */
        readonly name: string;
        readonly n: number;
        /** Of the mean being 0; null where it was not tested. */
        readonly p: number | null;
      })
    | null;
}

/** The whole of it. */
export interface MeasureShown {
  readonly title: string;
  /** Plural noun after a number; empty for probabilities. */
  readonly unit: string;
  /** Decimals that a mean of it is written with. */
  readonly decimals: number;
  /** At least one. */
  readonly groups: readonly GroupShown[];
}

/** A table's statistics with the table's name. */
export interface NamedStatistics {
  readonly source: string;
  readonly statistics: MeasureStatistics;
}

/** A measure of the paper's tables; at least one, all of the same measure. */
export function paperMeasure(sources: readonly NamedStatistics[]): MeasureShown {
  const { title, unit, decimals } = sources[0]!.statistics.measure;
  return {
    title,
    unit,
    decimals,
    groups: sources.map(({ source, statistics: { values, summary, difference } }) => ({
      source,
      models: MODELS.map(({ key, name }) => ({ name, values: values[key], summary: summary[key] })),
      difference: { name: "C-LSTM − I3D", n: values.i3d.length, p: null, ...difference },
    })),
  };
}
