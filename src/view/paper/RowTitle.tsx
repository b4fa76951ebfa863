/** A row's class as the paper prints it: the true class, then any wrong predictions. */
import { MODELS, type TableRow } from "../../paper/table.ts";
import { LabLink } from "../table/LabLink.tsx";

export function RowTitle({ row }: { readonly row: TableRow }) {
  const mistakes = MODELS.flatMap(({ key, name }) => {
    const { predicted } = row[key];
    return predicted === null ? [] : [{ name, predicted }];
  });
  return (
    <>
      <span className="row-class">{row.className}</span>
      <span className="row-id">
        {`clip ${row.id}`}
        {row.section !== "" && `, ${row.section}`}
      </span>
      {mistakes.map(({ name, predicted }) => (
        <span key={name} className="row-predicted">
          <i>{`${name} predicted`}</i>
          {` ${predicted.index}: ${predicted.name}`}
        </span>
      ))}
      {row.note !== "" && <span className="row-note">{row.note}</span>}
      {row.link !== null && (
        <LabLink className="row-open" fragment={row.link} name={`Open both in the lab: ${row.id}`}>
          Open both in the lab
        </LabLink>
      )}
    </>
  );
}
