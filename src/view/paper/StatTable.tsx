/** A measure's numbers, for both tables and both models. */
import { formatInterval, formatNumber, formatSigned } from "../../paper/numbers.ts";
import { LEVEL, type MeasureStatistics } from "../../paper/statistics.ts";
import { MODELS } from "../../paper/table.ts";

/** One table's statistics of a measure, with the table's name. */
export interface NamedStatistics {
  readonly source: string;
  readonly statistics: MeasureStatistics;
}

interface StatTableProps {
  readonly title: string;
  readonly sources: readonly NamedStatistics[];
}

export function StatTable({ title, sources }: StatTableProps) {
  return (
    <div className="stat-scroll" role="region" aria-label={`${title}, numbers`} tabIndex={0}>
      <table className="stat-table">
        <caption className="visually-hidden">{`${title}: mean, median and spread`}</caption>
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">Model</th>
            <th scope="col">Mean</th>
            <th scope="col">Median</th>
            <th scope="col">Standard deviation</th>
            <th scope="col">Quartiles</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <SourceRows key={source.source} {...source} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SourceRows({ source, statistics }: NamedStatistics) {
  const { measure, summary, difference } = statistics;
  const { decimals } = measure;
  const { n } = summary.i3d;
  return (
    <>
      {MODELS.map(({ key, name }, index) => {
        const { mean, median, deviation, quartiles } = summary[key];
        return (
          <tr key={key}>
            {index === 0 && (
              <th scope="rowgroup" rowSpan={MODELS.length + 1}>
                {source}
                <span className="stat-n">{`${n} clips`}</span>
              </th>
            )}
            <th scope="row">{name}</th>
            <td>{formatNumber(mean, decimals)}</td>
            <td>{formatNumber(median, decimals)}</td>
            <td>{formatNumber(deviation, decimals)}</td>
            <td>{formatInterval(quartiles, decimals)}</td>
          </tr>
        );
      })}
      <tr className="stat-difference">
        <th scope="row">C-LSTM − I3D</th>
        <td>{formatSigned(difference.mean, decimals)}</td>
        <td colSpan={3}>
          {`${Math.round(LEVEL * 100)} % interval ${formatInterval(difference.interval, decimals)}; larger, smaller, equal: ${difference.above}, ${difference.below}, ${difference.equal} of ${n} clips`}
        </td>
      </tr>
    </>
  );
}
