/** Study results as cards, one a clip, for screens too narrow for the table. */
import { ScoreList } from "../table/ScoreList.tsx";
import { cellText } from "../table/score-columns.ts";
import { StudyMask, StudyTitle, type StudyRowsProps } from "./StudyRow.tsx";

export function StudyCards({ plan, rows, scores, caption }: StudyRowsProps) {
  return (
    <figure className="result-cards">
      <figcaption>{caption}</figcaption>
      <ul role="list">
        {rows.map((record) => (
          <li key={record.key} className="result-card">
            <h3>
              <StudyTitle plan={plan} record={record} />
            </h3>
            {record.problem !== null && <p className="study-card-problem">{record.problem}</p>}
            {record.results.map((result, i) => {
              const { id, name } = plan.models[i]!;
              const cells = scores.map((score) => ({
                key: score.key,
                short: score.short,
                text: cellText(score, result),
              }));
              return (
                <div key={id} className="result-card-model" role="group" aria-label={name}>
                  <h4>{name}</h4>
                  <ScoreList cells={cells} />
                  <StudyMask record={record} model={name} result={result} />
                </div>
              );
            })}
          </li>
        ))}
      </ul>
    </figure>
  );
}
