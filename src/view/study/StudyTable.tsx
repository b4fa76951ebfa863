/** Study results as a table, one clip a row: its title, then the scores and mask of each model. */
import type { SortOrder } from "../../base/order-rows.ts";
import { SortHeader } from "../table/SortHeader.tsx";
import { cellText } from "../table/score-columns.ts";
import type { StudyColumn } from "./columns.ts";
import { StudyMask, StudyTitle, type StudyRowsProps } from "./StudyRow.tsx";

interface StudyTableProps extends StudyRowsProps {
  readonly order: SortOrder<StudyColumn>;
  readonly onSort: (column: StudyColumn) => void;
}

export function StudyTable({ plan, rows, scores, caption, order, onSort }: StudyTableProps) {
  const header = { order, onSort };
  const { models } = plan;
  return (
    <table className="results study-results">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <SortHeader {...header} column="clip" text="Clip" />
          {models.map(({ id, name }) => (
            <th key={id} scope="colgroup" colSpan={scores.length + 1}>
              {name}
            </th>
          ))}
        </tr>
        <tr>
          <SortHeader {...header} column="class" text="Class" />
          {models.map(({ name }, i) => [
            ...scores.map(({ key, short, long }) => (
              <SortHeader
                key={`${i}.${key}`}
                {...header}
                column={`${i}.${key}`}
                before={name}
                text={short}
                title={long}
              />
            )),
            <SortHeader
              key={`${i}.mask`}
              {...header}
              column={`${i}.mask`}
              before={name}
              text="mask length"
            />,
          ])}
        </tr>
      </thead>
      <tbody>
        {rows.map((record) => (
          <tr key={record.key} className={record.problem === null ? undefined : "study-problem"}>
            <th scope="row">
              <StudyTitle plan={plan} record={record} />
            </th>
            {record.problem !== null && (
              <td colSpan={models.length * (scores.length + 1)}>{record.problem}</td>
            )}
            {record.results.map((result, i) => [
              ...scores.map((score) => (
                <td key={`${i}.${score.key}`} className={`results-score results-${score.key}`}>
                  {cellText(score, result)}
                </td>
              )),
              <td key={`${i}.mask`} className="results-clip">
                <StudyMask record={record} model={models[i]!.name} result={result} />
              </td>,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
