/** Plot of one measure, picked from a list: histograms, the models' difference, and a table of the numbers. */
import { useMemo, useState } from "react";
import { summariseSample } from "../../statistics/sample-summary.ts";
import { STUDY_MEASURES } from "../../study/measures.ts";
import type { StudyPlan } from "../../study/plan.ts";
import { Icon } from "../parts/icons.tsx";
import { MeasureFigure } from "../table/MeasureFigure.tsx";
import type { MeasureShown } from "../table/measure-shown.ts";
import { StatTable } from "../table/StatTable.tsx";
import type { ShownStatistics } from "./use-statistics.ts";

const FIRST = "length";

interface MeasurePlotProps {
  readonly plan: StudyPlan;
  readonly shown: ShownStatistics;
}

export function MeasurePlot({ plan, shown }: MeasurePlotProps) {
  const [key, setKey] = useState(FIRST);
  const there = STUDY_MEASURES.filter((measure) =>
    shown.statistics.models.some(({ measures }) => measures.some((each) => each.key === measure.key)),
  );
  const shownKey = there.some((measure) => measure.key === key) ? key : "os";
  const measure = useMemo(() => shownMeasure(shownKey, plan, shown), [shownKey, plan, shown]);
  return (
    <section className="panel measure" aria-labelledby="study-plot">
      <div className="study-head">
        <h3 id="study-plot">Plot of one measure</h3>
        <span className="select study-pick">
          <select aria-label="Measure" value={shownKey} onChange={({ target }) => setKey(target.value)}>
            {there.map(({ key: each, title }) => (
              <option key={each} value={each}>
                {title}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
      </div>
      <MeasureFigure measure={measure} />
      <StatTable measure={measure} />
    </section>
  );
}

/** Returns one measure of a study in the form that figures take. */
function shownMeasure(
  key: string,
  { models }: StudyPlan,
  { records, statistics }: ShownStatistics,
): MeasureShown {
  const { title, unit, decimals, of } = STUDY_MEASURES.find((measure) => measure.key === key)!;
  const valued = models.map(({ name }, i) => ({
    name,
    values: records.flatMap((record) => of(record.results[i]!, record) ?? []),
  }));
  const [pair] = statistics.pairs;
  const difference = pair?.measures.find((each) => each.key === key);
  const [first, second] = models;
  return {
    title,
    unit,
    decimals,
    groups: [
      {
        source: "",
        models: valued
          .filter(({ values }) => values.length > 0)
          .map((each) => ({ ...each, summary: summariseSample(each.values) })),
        difference:
          difference === undefined || second === undefined
            ? null
            : { ...difference, name: `${second.name} − ${first!.name}`, test: difference },
      },
    ],
  };
}
