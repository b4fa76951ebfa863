/** Captions of the two result tables: what each holds and how to read it. */
import type { LabTable } from "../../paper/lab.ts";
import type { PublishedTable } from "../../paper/published.ts";
import { MODELS } from "../../paper/table.ts";

const SCORES =
  "OS is the explained class’s score on the original clip, FS its score with the mask’s frames frozen, " +
  "RS with them played backwards.";

/** Caption of the authors' table. */
export function PublishedCaption({ table: { rows, source } }: { readonly table: PublishedTable }) {
  return (
    <>
      <b>Published.</b> {`The authors’ results on ${rows.length} clips of ${source.data}, from `}
      <a href={source.page}>their page</a>
      {`, without the pictures. ${SCORES} A row with a P explains that class, which the model predicted instead of the true one; CS is the score of the true class.`}
      <Legend />
    </>
  );
}

/** Leading hex digits shown of a model's hash, enough to tell models apart; the JSON file has all of them. */
const HASH_LETTERS = 12;

/** Caption of this lab's table, with the weights it was computed with. */
export function LabCaption({ table: { rows, models, preset, backend } }: { readonly table: LabTable }) {
  const weights = MODELS.map(
    ({ key }) => `${models[key].name} ${models[key].sha256.slice(0, HASH_LETTERS)}`,
  ).join(" and ");
  return (
    <>
      <b>This lab.</b>{" "}
      {`The same scores for the ${rows.length} clips that ship with this page. ${SCORES} The true class is always the one explained; P is the model’s prediction where it differs. Click a picture to open its clip in the lab with that model and mask.`}
      <Legend withEvent />
      <span className="caption-facts">
        {`Computed with the weights ${weights} (SHA-256) and the ${preset} settings, on ${backend.toUpperCase()}. `}
        <a href="paper/lab.json">All numbers as JSON</a>
      </span>
    </>
  );
}

function Legend({ withEvent = false }: { readonly withEvent?: boolean }) {
  return (
    <span className="caption-legend" aria-hidden="true">
      <span className="swatch swatch-on" /> frozen
      <span className="swatch" /> as filmed
      {withEvent && (
        <>
          <span className="swatch-event" /> true event
        </>
      )}
    </span>
  );
}
