/** Table of a measure's numbers, for each group of clips and each model. */
import { formatInterval, formatNumber, formatPValues, formatSigned } from "../../base/format.ts";
import { intervalText } from "../../statistics/intervals.ts";
import type { GroupShown, MeasureShown } from "./measure-shown.ts";
import { Scrollable } from "../parts/Scrollable.tsx";

export function StatTable({ measure }: { readonly measure: MeasureShown }) {
  const { title, decimals, groups } = measure;
  const named = groups.some(({ source }) => source !== "");
  return (
    <Scrollable className="stat-scroll" label={`${title}, numbers`}>
      <table className={named ? "stat-table" : "stat-table stat-single"}>
        <caption className="visually-hidden">{`${title}: mean, median and spread`}</caption>
        <thead>
          <tr>
            {named && <th scope="col">Table</th>}
            <th scope="col">Model</th>
            <th scope="col">Mean</th>
            <th scope="col">Median</th>
            <th scope="col">Standard deviation</th>
            <th scope="col">Quartiles</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRows key={group.source} {...group} decimals={decimals} />
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

function GroupRows({ source, models, difference, decimals }: GroupShown & { readonly decimals: number }) {
  return (
    <>
      {models.map(({ name, values, summary: { mean, median, deviation, quartiles } }, index) => (
        <tr key={name}>
          {index === 0 && source !== "" && (
            <th scope="rowgroup" rowSpan={models.length + (difference === null ? 0 : 1)}>
              {source}
              <span className="stat-n">{`${values.length} clips`}</span>
            </th>
          )}
          <th scope="row">
            {name}
            {source === "" && <span className="stat-n">{`${values.length} clips`}</span>}
          </th>
          <td>{formatNumber(mean, decimals)}</td>
          <td>{formatNumber(median, decimals)}</td>
          <td>{formatNumber(deviation, decimals)}</td>
          <td>{formatInterval(quartiles, decimals)}</td>
        </tr>
      ))}
      {difference !== null && (
        <tr className="stat-difference">
          <th scope="row">{difference.name}</th>
          <td>{formatSigned(difference.mean, decimals)}</td>
          <td colSpan={3}>
            {`${intervalText(difference.interval, difference.n, decimals)}; larger on ${difference.above}, smaller on ${difference.below}, equal on ${difference.equal} of ${difference.n} clips`}
            {difference.test !== null && `; ${formatPValues(difference.test)}`}
          </td>
        </tr>
      )}
    </>
  );
}
