/**
 * Statistics of a whole study: each measure per model, each pair of models clip by clip, and masks compared with the
 * truth in groups of clips. Intervals are over clips, at level 95 %. P-values are those of two-sided sign-flip tests;
 * `pHolm` is the same, adjusted for the number of tests in its family: all tests of one model, or of one pair of models.
 */
import { holm } from "../statistics/holm.ts";
import { meanInterval, shareInterval, type Interval } from "../statistics/intervals.ts";
import { meanPValue, pairedDifference, type PairedDifference } from "../statistics/paired-difference.ts";
import { meanOf, summariseSample, type SampleSummary } from "../statistics/sample-summary.ts";
import { STUDY_MEASURES, wasRight, type StudyMeasure } from "./measures.ts";
import type { StudyModel, StudyPlan } from "./plan.ts";
import type { StudyRecord, StudyResult } from "./record.ts";

/** A measure over the clips that have it. */
export interface MeasureSummary extends SampleSummary {
  readonly key: string;
  /**
   * Interval of the mean: Wilson's for shares, Student's t for other measures, cut to [0, 1] for those that lie there.
   * Null for fewer than 10 clips, and for a mean of equal values.
   */
  readonly interval: Interval | null;
  /** P-value of a gain's mean being 0; null for other measures, and for a gain that the search maximises. */
  readonly p: number | null;
  /** Adjusted for all tests of the model: its gains and its groups of clips; null without p. */
  readonly pHolm: number | null;
}

/**
 * The second model's value of a measure minus the first's, over the clips where both have it. Baselines are left out.
 * What the search maximises is tested too: both models were searched alike, so a difference between them does not come from that.
 */
export interface PairSummary extends PairedDifference {
  readonly key: string;
  readonly p: number;
  /** Adjusted for all measures of the pair. */
  readonly pHolm: number;
}

/** Masks compared with events in a group of clips: means, and the mask's gain over the centred block. */
export interface TruthGroup {
  readonly title: string;
  readonly n: number;
  readonly iou: number;
  readonly iouCentred: number;
  readonly iouAnywhere: number;
  readonly gain: number;
  /** Interval of the gain's mean; null for fewer than 10 clips, and for equal gains. */
  readonly interval: Interval | null;
  readonly p: number;
  /**
   * Adjusted for all tests of the model. The group of all clips repeats the test of the measure `iouGain` and counts
   * again, which makes the adjustment a little stricter than it must be.
   */
  readonly pHolm: number;
}

/** Statistics of one model over all clips. Measures and groups without a clip are left out. */
export interface ModelStatistics {
  readonly id: string;
  readonly name: string;
  readonly measures: readonly MeasureSummary[];
  readonly truth: readonly TruthGroup[];
}

/** Statistics of a study, by model and by pair of models. */
export interface StudyStatistics {
  readonly models: readonly ModelStatistics[];
  /** Each pair of models, by ids. */
  readonly pairs: readonly {
    readonly first: string;
    readonly second: string;
    readonly measures: readonly PairSummary[];
  }[];
}

/** One model's results, each with its record. */
type Taken = readonly { readonly result: StudyResult; readonly record: StudyRecord }[];

/** A tested figure before its family is known. */
type Unadjusted<A> = Omit<A, "pHolm">;

/** Returns the statistics of the records without a problem; the others have no results. */
export function studyStatistics(plan: StudyPlan, records: readonly StudyRecord[]): StudyStatistics {
  const explained = records.filter(({ problem }) => problem === null);
  const taken = plan.models.map((_, i): Taken =>
    explained.map((record) => ({ record, result: record.results[i]! })),
  );
  const pairs = plan.models.flatMap((first, i) =>
    plan.models.slice(i + 1).map((second, j) => ({
      first: first.id,
      second: second.id,
      measures: pairSummaries(taken[i]!, taken[i + 1 + j]!),
    })),
  );
  return { models: plan.models.map((model, i) => modelStatistics(model, plan, taken[i]!)), pairs };
}

function modelStatistics({ id, name }: StudyModel, plan: StudyPlan, taken: Taken): ModelStatistics {
  const measures = measureSummaries(plan, taken);
  const truth = truthGroups(taken);
  const adjusted = holm([...measures, ...truth].map(({ p }) => p));
  return {
    id,
    name,
    measures: measures.map((measure, i) => ({ ...measure, pHolm: adjusted[i] ?? null })),
    truth: truth.map((group, i) => ({ ...group, pHolm: adjusted[measures.length + i]! })),
  };
}

function measureSummaries({ operator }: StudyPlan, taken: Taken): Unadjusted<MeasureSummary>[] {
  return STUDY_MEASURES.flatMap((measure) => {
    const values = valuesOf(measure, taken).filter((value) => value !== null);
    if (values.length === 0) return [];
    const tested = measure.gain && !measure.maximisedBy.includes(operator);
    return [
      {
        key: measure.key,
        ...summariseSample(values),
        interval: intervalOf(measure, values),
        p: tested ? meanPValue(values) : null,
      },
    ];
  });
}

function intervalOf({ scale }: StudyMeasure, values: readonly number[]): Interval | null {
  if (scale === "share") return shareInterval(values);
  return scale === "unit" ? meanInterval(values, [0, 1]) : meanInterval(values);
}

function valuesOf({ of }: StudyMeasure, taken: Taken): (number | null)[] {
  return taken.map(({ result, record }) => of(result, record));
}

function pairSummaries(first: Taken, second: Taken): readonly PairSummary[] {
  const pairs = STUDY_MEASURES.filter(({ baseline }) => !baseline).flatMap((measure) => {
    const before = valuesOf(measure, first);
    const differences = valuesOf(measure, second).flatMap((value, i) => {
      const other = before[i] ?? null;
      return value === null || other === null ? [] : [value - other];
    });
    if (differences.length === 0) return [];
    return [{ key: measure.key, ...pairedDifference(differences), p: meanPValue(differences) }];
  });
  const adjusted = holm(pairs.map(({ p }) => p));
  return pairs.map((pair, i) => ({ ...pair, pHolm: adjusted[i]! }));
}

/** Returns whether an event is short and off-centre: up to half the clip, its middle at least 1/8 of the clip away. */
function isHidden(truth: NonNullable<StudyResult["truth"]>, T: number): boolean {
  const [first, last] = truth.event;
  return last - first < T / 2 && Math.abs((first + last) / 2 - (T - 1) / 2) >= T / 8;
}

function truthGroups(taken: Taken): Unadjusted<TruthGroup>[] {
  const known = taken.flatMap(({ result, record }) =>
    result.truth === null ? [] : [{ result, record, truth: result.truth }],
  );
  const groups = [
    { title: "all with an event", of: known },
    {
      title: "correctly predicted",
      of: known.filter(({ result, record }) => wasRight(result, record) === true),
    },
    {
      title: "short, off-centre events",
      of: known.filter(({ truth, result }) => isHidden(truth, result.mask.length)),
    },
  ];
  return groups.flatMap(({ title, of }) => {
    if (of.length === 0) return [];
    const gains = of.map(({ truth }) => truth.iou - truth.iouCentred);
    return [
      {
        title,
        n: of.length,
        iou: meanOf(of.map(({ truth }) => truth.iou)),
        iouCentred: meanOf(of.map(({ truth }) => truth.iouCentred)),
        iouAnywhere: meanOf(of.map(({ truth }) => truth.iouAnywhere)),
        gain: meanOf(gains),
        interval: meanInterval(gains),
        p: meanPValue(gains),
      },
    ];
  });
}
