/** Results as cards, one a clip, for screens too narrow for the table. */
import { useId } from "react";
import { MODELS } from "../../paper/table.ts";
import { ClipCell } from "../table/ClipCell.tsx";
import { DetailsButton } from "./DetailsButton.tsx";
import { RowDetails } from "./RowDetails.tsx";
import type { ResultsProps } from "./ResultsTable.tsx";
import { RowTitle } from "./RowTitle.tsx";
import { cellText } from "../table/score-columns.ts";
import { ScoreList } from "../table/ScoreList.tsx";

export function ResultsCards({ rows, scores, caption, open, onToggle }: ResultsProps) {
  const prefix = useId();
  return (
    <figure className="result-cards">
      <figcaption>{caption}</figcaption>
      <ul role="list">
        {rows.map((row) => (
          <li key={row.id} className="result-card">
            <div className="result-card-title">
              <h3>
                <RowTitle row={row} />
              </h3>
              <DetailsButton
                id={row.id}
                open={open.has(row.id)}
                controls={`${prefix}${row.id}`}
                onToggle={() => onToggle(row.id)}
              />
            </div>
            {MODELS.map(({ key, name }) => (
              <div key={key} className="result-card-model" role="group" aria-label={name}>
                <h4>{name}</h4>
                <ScoreList
                  cells={scores.map((score) => ({
                    key: score.key,
                    short: score.short,
                    text: cellText(score, row[key]),
                  }))}
                />
                <ClipCell row={row} model={name} result={row[key]} />
              </div>
            ))}
            {open.has(row.id) && (
              <div id={`${prefix}${row.id}`}>
                <RowDetails row={row} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </figure>
  );
}
