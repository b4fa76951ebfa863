/** Statistics of both tables, measure by measure: sentences, a plot, the numbers. */
import { useMemo } from "react";
import { MEASURES } from "../../statistics/mask-measures.ts";
import { centralReading, readingsOf } from "../../paper/readings.ts";
import { FEWEST } from "../../statistics/intervals.ts";
import type { TableStatistics } from "../../paper/statistics.ts";
import { MeasureFigure } from "../table/MeasureFigure.tsx";
import { Prose } from "./Prose.tsx";
import { paperMeasure } from "./paper-measure.ts";
import { StatTable } from "../table/StatTable.tsx";

/** A table's name and statistics. */
export interface NamedTable {
  readonly source: string;
  readonly statistics: TableStatistics;
}

export function StatisticsView({ tables }: { readonly tables: readonly NamedTable[] }) {
  const measures = useMemo(
    () =>
      MEASURES.map(({ key, title, text }, index) => ({
        key,
        title,
        text,
        measure: paperMeasure(
          tables.map(({ source, statistics }) => ({ source, statistics: statistics.measures[index]! })),
        ),
      })),
    [tables],
  );
  return (
    <div className="statistics">
      {measures.map(({ key, title, text, measure }) => (
        <section key={key} className="panel measure" aria-labelledby={`measure-${key}`}>
          <h3 id={`measure-${key}`}>{title}</h3>
          <p className="measure-text">{text}</p>
          {tables.map(({ source, statistics }) => (
            <p key={source} className="measure-reading">
              <b>{source}</b> <Prose text={readingsOf(statistics)[key]} />
            </p>
          ))}
          <MeasureFigure measure={measure} />
          <StatTable measure={measure} />
        </section>
      ))}
      <section className="panel measure measure-wide" aria-labelledby="measure-central">
        <h3 id="measure-central">Masks equal to a starting block</h3>
        <p className="measure-text">
          The authors’ search starts from a block of frames around the middle of the clip. A mask of theirs
          that equals such a block may have been learnt, or may be a start that the search never left; the
          mask alone cannot show which. This lab’s default search has no start, so its share shows how often
          such a block is simply the best.
        </p>
        {tables.map(({ source, statistics }) => (
          <p key={source} className="measure-reading">
            <b>{source}</b> <Prose text={centralReading(statistics)} />
          </p>
        ))}
      </section>
      <p className="statistics-note">
        {`A frame counts as perturbed if its mask value is above 0.5. Differences are C-LSTM minus I3D on the same clip. Their intervals are Student’s t intervals of the mean over clips; fewer than ${FEWEST} clips give none. They show how much the mean would vary with other clips of the same kind, not whether the models are right.`}
      </p>
    </div>
  );
}
