/** What stands above each table: what it holds and how it is read. */
import type { LabTable } from "../../paper/lab.ts";
import type { PublishedTable } from "../../paper/published.ts";
import { MODELS } from "../../paper/table.ts";

const SCORES =
  "OS is the original score of the class explained, FS the score with the mask’s frames frozen, " +
  "RS with them played backwards.";

/** Of the authors' table. */
export function PublishedCaption({ table: { rows, source } }: { readonly table: PublishedTable }) {
  return (
    <>
      <b>Published.</b> {`The authors’ results on ${rows.length} clips of ${source.data}, as `}
      <a href={source.page}>their page</a>
      {` prints them, without the pictures. ${SCORES} Where P is given, the model predicted that class, it is the class explained, and CS is the score of the true one.`}
      <Legend />
    </>
  );
}

/** Letters of a hash that tell models apart on the page; the file holds all of it. */
const HASH_LETTERS = 12;

/** Of this lab's table, with the weights that it was computed for. */
export function LabCaption({ table: { rows, models, preset, backend } }: { readonly table: LabTable }) {
  const weights = MODELS.map(
    ({ key }) => `${models[key].name} ${models[key].sha256.slice(0, HASH_LETTERS)}`,
  ).join(" and ");
  return (
    <>
      <b>This lab.</b>{" "}
      {`The same for the ${rows.length} clips that ship with this page. ${SCORES} The class explained is the true one; P is what the model predicted instead. A picture opens its clip in the lab with that model and mask.`}
      <Legend withEvent />
      <span className="caption-facts">
        {`Computed for the weights ${weights} (SHA-256), ${preset} settings, on ${backend.toUpperCase()}. `}
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
