/** A study's summary as plain data, for scripts: `summary.json`. docs/studies.md describes it. */
import { LabError } from "../base/errors.ts";
import type { MergedStudy } from "./merge.ts";
import type { StudyPlan } from "./plan.ts";
import type { StudyRecord } from "./record.ts";
import { studyStatistics, type StudyStatistics } from "./statistics.ts";

/** The `schema` field of a summary. */
export const SUMMARY_SCHEMA = "freezeframe/study-summary";
/** Version of the summary that is written. */
export const SUMMARY_VERSION = 2;

/** Content of `summary.json`. */
export interface StudySummary extends StudyStatistics {
  readonly schema: typeof SUMMARY_SCHEMA;
  readonly version: typeof SUMMARY_VERSION;
  readonly plan: StudyPlan;
  readonly clips: {
    readonly explained: number;
    readonly problems: readonly { readonly name: string; readonly problem: string }[];
    /** Number of explained clips with a true class, with an event, and with boxes that a map was compared with. */
    readonly labelled: number;
    readonly withEvent: number;
    readonly withBoxes: number;
  };
  /** Number of results by backend name. */
  readonly backends: Readonly<Record<string, number>>;
  /** Records and lines left out while merging. */
  readonly leftOut: Pick<MergedStudy, "duplicates" | "conflicts" | "torn">;
  /** Parts that models do not support, each message once. */
  readonly notes: readonly string[];
}

/**
 * Summarises merged records.
 *
 * @throws {LabError} "value" if there is no record.
 */
export function studySummary({ plan, records, duplicates, conflicts, torn }: MergedStudy): StudySummary {
  if (plan === null) throw new LabError("value", "study: there is no record to summarise.");
  const explained = records.filter(({ problem }) => problem === null);
  const countOf = (is: (record: StudyRecord) => boolean) => explained.filter(is).length;
  const results = explained.flatMap((record) => record.results);
  const backends: Record<string, number> = {};
  for (const { backend } of results) backends[backend] = (backends[backend] ?? 0) + 1;
  return {
    schema: SUMMARY_SCHEMA,
    version: SUMMARY_VERSION,
    plan,
    clips: {
      explained: explained.length,
      problems: records.flatMap(({ clip: { name }, problem }) =>
        problem === null ? [] : [{ name, problem }],
      ),
      labelled: countOf(({ clip }) => clip.label !== null),
      withEvent: countOf((record) => record.results.some(({ truth }) => truth !== null)),
      withBoxes: countOf((record) =>
        record.results.some(
          ({ cam, spatiotemporal }) => (cam?.truth ?? spatiotemporal?.pointing.truth ?? null) !== null,
        ),
      ),
    },
    backends,
    ...studyStatistics(plan, records),
    leftOut: { duplicates, conflicts, torn },
    notes: [...new Set(results.flatMap(({ modelId, notes }) => notes.map((note) => `${modelId}: ${note}`)))],
  };
}
