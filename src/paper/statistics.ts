/** Statistics of a whole table: each measure per model, and the two models compared clip by clip. */
import { bootstrapMean } from "../math/bootstrap.ts";
import { meanOf, summariseSample, type SampleSummary } from "../math/sample-summary.ts";
import { blockMarginOf, MEASURES, runsOf, type Measure } from "./measures.ts";
import type { ModelKey, ResultTable } from "./table.ts";

/** Seed of the samples, the same for everyone: the paper's arXiv number. */
export const BOOTSTRAP_SEED = 200200367;
/** Number of samples drawn for an interval. */
export const RESAMPLES = 10_000;
/** Share of the resampled means that lie inside an interval. */
export const LEVEL = 0.95;

/** One model's value minus the other's on the same clip, over the clips. */
export interface PairedDifference {
  readonly mean: number;
  /** Percentile bootstrap over clips. */
  readonly interval: readonly [low: number, high: number];
  /** Number of clips on which the difference is above 0, below 0, and 0. */
  readonly above: number;
  readonly below: number;
  readonly equal: number;
}

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

/** Differences up to this size are rounding errors and count as 0. */
const SAME = 1e-9;

/**
 * Summarises differences, one per clip.
 *
 * @throws {LabError} "value" for no differences.
 */
export function pairedDifference(differences: readonly number[]): PairedDifference {
  const count = (is: (difference: number) => boolean) => differences.filter(is).length;
  return {
    mean: meanOf(differences),
    interval: bootstrapMean(differences, { seed: BOOTSTRAP_SEED, resamples: RESAMPLES, level: LEVEL }),
    above: count((difference) => difference > SAME),
    below: count((difference) => difference < -SAME),
    equal: count((difference) => Math.abs(difference) <= SAME),
  };
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
