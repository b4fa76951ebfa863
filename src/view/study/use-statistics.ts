/** A study's statistics, worked out again as records come: seldom while it runs, as they take longer the more there are. */
import { useMemo, useState } from "react";
import type { StudyPlan } from "../../study/plan.ts";
import type { StudyRecord } from "../../study/record.ts";
import { studyStatistics, type StudyStatistics } from "../../study/statistics.ts";

/** While a study runs its statistics wait until so many times as many clips are done. */
const GROWTH = 1.2;

/** Statistics, and the records that they are of. */
export interface ShownStatistics {
  readonly records: readonly StudyRecord[];
  readonly statistics: StudyStatistics;
}

/** Null where no clip has been explained. */
export function useStatistics(
  plan: StudyPlan,
  records: readonly StudyRecord[],
  running: boolean,
): ShownStatistics | null {
  const [of, setOf] = useState(records);
  if (of !== records && (!running || records.length >= GROWTH * of.length)) setOf(records);
  return useMemo(() => {
    const explained = of.filter(({ problem }) => problem === null);
    return explained.length === 0
      ? null
      : { records: explained, statistics: studyStatistics(plan, explained) };
  }, [plan, of]);
}
