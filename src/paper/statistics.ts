/** Statistics of a whole table: each measure per model, and the two models compared clip by clip. */
import { pairedDifference, type PairedDifference } from "../statistics/paired-difference.ts";
import { meanOf, summariseSample, type SampleSummary } from "../statistics/sample-summary.ts";
import { blockMarginOf, MEASURES, runsOf, type Measure } from "../statistics/mask-measures.ts";
import type { ModelKey, ResultTable } from "./table.ts";

/** One measure over one table. */
export interface MeasureStatistics {
  readonly measure: Measure;
  /** Per model, [rows] in the table's order. */
  readonly values: Readonly<Record<ModelKey, readonly number[]>>;
  readonly summary: Readonly<Record<ModelKey, SampleSummary>>;
  readonly difference: PairedDifference;
}

/** Counts of one model's clips, and its mean OS. */
export interface ModelCounts {
  readonly meanOs: number;
  /** Masks that equal a central block. The whole clip counts as a block without margins. */
  readonly centralBlocks: number;
  readonly wholeClip: number;
  /** Masks whose frames form one run. */
  readonly unbroken: number;
  /** Masks without a frame on. */
  readonly empty: number;
  /** Clips on which freezing raised the score. */
  readonly freezeRaises: number;
  /** Clips whose predicted class is not the true class. */
  readonly mistaken: number;
}

/** All statistics of a table of `n` clips. */
export interface TableStatistics {
  readonly n: number;
  readonly T: number;
  readonly measures: readonly MeasureStatistics[];
  readonly counts: Readonly<Record<ModelKey, ModelCounts>>;
}

function perModel<A>(of: (key: ModelKey) => A): Record<ModelKey, A> {
  return { i3d: of("i3d"), clstm: of("clstm") };
}

/**
 * Returns the statistics of a table.
 *
 * @throws {LabError} "value" for a table without rows.
 */
export function statisticsOf({ rows, T }: ResultTable): TableStatistics {
  const results = perModel((key) => rows.map((row) => row[key]));
  const measures = MEASURES.map((measure) => {
    const values = perModel((key) => results[key].map(measure.of));
    return {
      measure,
      values,
      summary: perModel((key) => summariseSample(values[key])),
      // The difference is C-LSTM minus I3D.
      difference: pairedDifference(values.clstm.map((value, i) => value - values.i3d[i]!)),
    };
  });
  const counts = perModel((key) => {
    const margins = results[key].map(blockMarginOf);
    return {
      meanOs: meanOf(results[key].map(({ os }) => os)),
      centralBlocks: margins.filter((margin) => margin !== null).length,
      wholeClip: margins.filter((margin) => margin === 0).length,
      unbroken: results[key].filter((result) => runsOf(result).length === 1).length,
      empty: results[key].filter((result) => runsOf(result).length === 0).length,
      freezeRaises: results[key].filter(({ os, fs }) => fs > os).length,
      mistaken: results[key].filter(({ predicted }) => predicted !== null).length,
    };
  });
  return { n: rows.length, T, measures, counts };
}
