/** Hook for a study's statistics. While the study runs they are updated rarely, since more records take longer. */
import { useMemo, useState } from "react";
import type { StudyPlan } from "../../study/plan.ts";
import type { StudyRecord } from "../../study/record.ts";
import { studyStatistics, type StudyStatistics } from "../../study/statistics.ts";

/** While a study runs, its statistics are updated whenever the number of records has grown by this factor. */
const GROWTH = 1.2;

/** Statistics and the records they were computed from. */
export interface ShownStatistics {
  readonly records: readonly StudyRecord[];
  readonly statistics: StudyStatistics;
}

/** Returns the statistics of the records that have no problem; null if there are none. */
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
