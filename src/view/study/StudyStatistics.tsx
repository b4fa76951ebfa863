/** Statistics of a study: all measures in one table, masks against true events, and a plot of any measure. */
import { useId } from "react";
import { formatInterval, formatNumber, formatPValues, formatSigned } from "../../base/format.ts";
import { FEWEST } from "../../statistics/intervals.ts";
import { maximisedGains, STUDY_MEASURES } from "../../study/measures.ts";
import type { StudyPlan } from "../../study/plan.ts";
import type { StudyRecord } from "../../study/record.ts";
import type { MeasureSummary, PairSummary, StudyStatistics as Statistics } from "../../study/statistics.ts";
import { MeasurePlot } from "./MeasurePlot.tsx";
import { TruthTable } from "./TruthTable.tsx";
import { useStatistics } from "./use-statistics.ts";
import { counted } from "./words.ts";
import { Scrollable } from "../parts/Scrollable.tsx";

interface StudyStatisticsProps {
  readonly plan: StudyPlan;
  readonly records: readonly StudyRecord[];
  readonly running: boolean;
}

export function StudyStatistics({ plan, records, running }: StudyStatisticsProps) {
  const title = useId();
  const shown = useStatistics(plan, records, running);
  if (shown === null) return null;
  const { statistics } = shown;
  const untested = maximisedGains(plan.operator, statistics.models).map(({ title: name }) => name);
  const notes = new Set(shown.records.flatMap(({ results }) => results.flatMap((result) => result.notes)));
  return (
    <section className="study-statistics" aria-labelledby={title}>
      <h3 id={title}>{`Statistics over ${counted(shown.records.length, "clip")}`}</h3>
      <p className="field-note study-reading">
        Means over clips, with 95 % intervals. A dash stands for no interval: fewer than {FEWEST} clips, or
        the same value on all of them. The p value of a difference comes from a two-sided sign-flip test of
        its mean. Holm is this p value, adjusted for all tests of the same model or the same pair of models.
        Use it, unless you decided beforehand which difference answers your question.
      </p>
      {untested.length > 0 && (
        <p className="field-note study-reading">
          {`No p value for ${untested.join(" and ")}, which the search itself maximises: a test would prove nothing.`}
        </p>
      )}
      {[...notes].map((note) => (
        <p key={note} className="field-note">
          {note}
        </p>
      ))}
      <MeasureTable statistics={statistics} />
      <TruthTable models={statistics.models} />
      <MeasurePlot plan={plan} shown={shown} />
    </section>
  );
}

function MeasureTable({ statistics: { models, pairs } }: { readonly statistics: Statistics }) {
  const nameOf = (id: string) => models.find((model) => model.id === id)?.name ?? id;
  const rows = STUDY_MEASURES.filter(({ key }) =>
    models.some(({ measures }) => measures.some((measure) => measure.key === key)),
  );
  return (
    <Scrollable className="panel stat-scroll" label="All measures">
      <table className="stat-table stat-single study-measures">
        <caption className="visually-hidden">Every measure of every model</caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            {models.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
            {pairs.map(({ first, second }) => (
              <th key={`${first} ${second}`} scope="col">
                {`${nameOf(second)} − ${nameOf(first)}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, title, unit, decimals, baseline }) => (
            <tr key={key} className={baseline ? "study-baseline" : undefined}>
              <th scope="row">
                {title}
                {unit !== "" && !title.toLowerCase().includes(unit) && <span className="stat-n">{unit}</span>}
              </th>
              {models.map(({ id, measures }) => (
                <MeanCell key={id} measure={measures.find((each) => each.key === key)} decimals={decimals} />
              ))}
              {pairs.map(({ first, second, measures }) => (
                <DifferenceCell
                  key={`${first} ${second}`}
                  pair={measures.find((each) => each.key === key)}
                  decimals={decimals}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

interface MeanCellProps {
  readonly measure: MeasureSummary | undefined;
  readonly decimals: number;
}

function MeanCell({ measure, decimals }: MeanCellProps) {
  if (measure === undefined) return <td />;
  const { mean, interval, p, pHolm, n } = measure;
  return (
    <td>
      {formatNumber(mean, decimals)}
      <span className="stat-n">
        {formatInterval(interval, decimals)}
        {p !== null && pHolm !== null && `, ${formatPValues({ p, pHolm })}`}
        {`, n ${n}`}
      </span>
    </td>
  );
}

interface DifferenceCellProps {
  readonly pair: PairSummary | undefined;
  readonly decimals: number;
}

function DifferenceCell({ pair, decimals }: DifferenceCellProps) {
  if (pair === undefined) return <td />;
  const { mean, interval, n } = pair;
  return (
    <td>
      {formatSigned(mean, decimals)}
      <span className="stat-n">{`${formatInterval(interval, decimals)}, ${formatPValues(pair)}, n ${n}`}</span>
    </td>
  );
}
