/** Details of one row: every frame's mask value, how the searches ended, and a button that copies the row. */
import { useState } from "react";
import { rowAsCsv } from "../../paper/csv.ts";
import { blockMarginOf } from "../../statistics/mask-measures.ts";
import { MODELS, type ModelResult, type TableRow } from "../../paper/table.ts";
import { SHOWN_ON } from "../../math/mask-runs.ts";
import { formatCount } from "../../base/format.ts";
import { formatScore } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { LabLink } from "../table/LabLink.tsx";
import { Scrollable } from "../parts/Scrollable.tsx";

export function RowDetails({ row }: { readonly row: TableRow }) {
  return (
    <div className="row-details">
      <Scrollable className="row-values" label={`Mask values of clip ${row.id}`}>
        <MaskValues row={row} />
      </Scrollable>
      <ul className="row-facts">
        {MODELS.map(({ key, name }) => (
          <li key={key}>
            <b>{name}</b> {factsOf(row[key])}
            {row[key].link !== null && (
              <>
                {" "}
                <LabLink className="row-open" fragment={row[key].link}>
                  {`Open with ${name} in the lab`}
                </LabLink>
              </>
            )}
          </li>
        ))}
      </ul>
      <CopyRow row={row} />
    </div>
  );
}

function factsOf(result: ModelResult): string {
  const { predicted, search } = result;
  const margin = blockMarginOf(result);
  const facts: string[] = [];
  if (margin !== null) {
    facts.push(
      margin === 0
        ? "The mask covers the whole clip."
        : `The mask is a central block: it leaves out ${margin} ${margin === 1 ? "frame" : "frames"} at either end.`,
    );
  }
  if (search !== null) facts.push(endingOf(search));
  if (predicted?.probability != null) {
    facts.push(`It predicted “${predicted.name}” with probability ${formatScore(predicted.probability)}.`);
  }
  return facts.length === 0 ? "Nothing else was published." : facts.join(" ");
}

function endingOf({ steps, stopped, proof }: NonNullable<ModelResult["search"]>): string {
  switch (stopped) {
    case "settled":
      return `The search stopped after ${steps} steps, once the loss had settled.`;
    case "all-steps":
      return `The search ran all ${steps} steps.`;
    case "proven":
      return `The mask is proven best: no other has a lower loss than ${formatScore(proof?.lowerBound ?? 0)} (${formatCount(steps)} masks scored).`;
    case "cut-short":
      return `The search scored ${formatCount(steps)} masks; none of the others has a loss below ${formatScore(proof?.lowerBound ?? 0)}.`;
  }
}

function MaskValues({ row }: { readonly row: TableRow }) {
  const frames = row.i3d.mask.map((_, t) => t);
  return (
    <table className="values">
      <caption className="visually-hidden">{`Mask values of clip ${row.id}, frame by frame`}</caption>
      <thead>
        <tr>
          <th scope="row">Frame</th>
          {frames.map((t) => (
            <th key={t} scope="col">
              {t + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {MODELS.map(({ key, name }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {row[key].mask.map((m, t) => (
              <td key={t} className={m > SHOWN_ON ? "on" : undefined}>
                {row[key].mask.every(Number.isInteger) ? m : m.toFixed(2)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CopyRow({ row }: { readonly row: TableRow }) {
  const [note, setNote] = useState("");
  const csv = rowAsCsv(row);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(csv);
      setNote("Copied.");
    } catch {
      // No permission, or an insecure page: show the text, to be copied by hand.
      setNote(csv);
    }
  };
  return (
    <div className="row-copy">
      <button type="button" className="button-quiet" onClick={() => void copy()}>
        <Icon name="copy" /> Copy row as CSV
      </button>
      <p role="status" aria-label="Copying">
        {note}
      </p>
    </div>
  );
}
