/** Results as the authors print them, one clip a row: class, I3D scores, I3D clip, C-LSTM clip, C-LSTM scores. */
import { Fragment, useId, type ReactNode } from "react";
import type { SortOrder } from "../../base/order-rows.ts";
import type { SortColumn } from "../../paper/sort-rows.ts";
import type { ModelKey, ModelResult, TableRow } from "../../paper/table.ts";
import { ClipCell } from "../table/ClipCell.tsx";
import type { PaperColumn } from "./columns.ts";
import { DetailsButton } from "./DetailsButton.tsx";
import { RowDetails } from "./RowDetails.tsx";
import { RowTitle } from "./RowTitle.tsx";
import { cellText } from "../table/score-columns.ts";
import { SortHeader } from "../table/SortHeader.tsx";

/** Props that the table and the cards share. */
export interface ResultsProps {
  readonly rows: readonly TableRow[];
  readonly scores: readonly PaperColumn[];
  readonly caption: ReactNode;
  /** Ids of the rows whose details are open. */
  readonly open: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

interface ResultsTableProps extends ResultsProps {
  readonly order: SortOrder<SortColumn>;
  readonly onSort: (column: SortColumn) => void;
}

export function ResultsTable({ rows, scores, caption, open, onToggle, order, onSort }: ResultsTableProps) {
  const prefix = useId();
  const header = { order, onSort };
  const scoreHeaders = (key: ModelKey, model: string) =>
    scores.map((score) => (
      <SortHeader
        key={score.key}
        {...header}
        column={`${key}.${score.key}`}
        before={model}
        text={score.short}
        title={score.long}
      />
    ));
  return (
    <table className="results">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <SortHeader {...header} column="class" text="Class" rowSpan={2} />
          <th scope="colgroup" colSpan={scores.length}>
            I3D scores
          </th>
          <th scope="col">I3D clip</th>
          <th scope="col">C-LSTM clip</th>
          <th scope="colgroup" colSpan={scores.length}>
            C-LSTM scores
          </th>
          <td rowSpan={2} />
        </tr>
        <tr>
          {scoreHeaders("i3d", "I3D")}
          <SortHeader {...header} column="i3d.mask" before="I3D" text="mask length" />
          <SortHeader {...header} column="clstm.mask" before="C-LSTM" text="mask length" />
          {scoreHeaders("clstm", "C-LSTM")}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.id}>
            <tr className={open.has(row.id) ? "results-open" : undefined}>
              <th scope="row">
                <RowTitle row={row} />
              </th>
              <ScoreCells scores={scores} result={row.i3d} />
              <td className="results-clip">
                <ClipCell row={row} model="I3D" result={row.i3d} />
              </td>
              <td className="results-clip">
                <ClipCell row={row} model="C-LSTM" result={row.clstm} />
              </td>
              <ScoreCells scores={scores} result={row.clstm} />
              <td className="results-more">
                <DetailsButton
                  id={row.id}
                  open={open.has(row.id)}
                  controls={`${prefix}${row.id}`}
                  onToggle={() => onToggle(row.id)}
                />
              </td>
            </tr>
            {open.has(row.id) && (
              <tr className="results-details" id={`${prefix}${row.id}`}>
                <td colSpan={4 + 2 * scores.length}>
                  <RowDetails row={row} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface ScoreCellsProps {
  readonly scores: readonly PaperColumn[];
  readonly result: ModelResult;
}

function ScoreCells({ scores, result }: ScoreCellsProps) {
  return scores.map((score) => (
    <td key={score.key} className={`results-score results-${score.key}`}>
      {cellText(score, result)}
    </td>
  ));
}
