/** Results of repeated searches: with one thing changed, and on the model with shuffled weights. */
import { meanStability, overlapOnShuffled } from "../../faithfulness/verdict.ts";
import type { Faithfulness } from "../../faithfulness/faithfulness.ts";
import { formatScore } from "../parts/format.ts";
import { MiniMask } from "../mask/MiniMask.tsx";
import { Facts, MeasureCard } from "./MeasureCard.tsx";

export function AgainCards({ report }: { readonly report: Faithfulness }) {
  const { stability, randomised } = report;
  // If all masks are empty they agree, but a mean overlap would say nothing.
  const mean = stability.some(({ overlap }) => overlap !== null) ? meanStability(report) : null;
  return (
    <>
      <MeasureCard term="stability" title="Stability">
        <MaskTable
          caption="Masks of repeated searches"
          rows={stability.map(({ text, mask, overlap }) => ({ name: text, mask, overlap }))}
        />
        <Facts facts={[["Mean overlap (IoU)", mean === null ? "–" : formatScore(mean)]]} />
      </MeasureCard>
      <MeasureCard term="randomisation" title="Shuffled weights">
        {randomised.kind === "not-possible" ? (
          <p className="field-note">{randomised.reason}</p>
        ) : (
          <MaskTable
            caption="Masks on the model with weights shuffled from the last layer down"
            rows={randomised.stages.map((stage) => ({
              name: `down to ${stage.downTo}`,
              note: `OS ${formatScore(stage.original)}`,
              mask: stage.mask,
              overlap: overlapOnShuffled(stage),
            }))}
          />
        )}
      </MeasureCard>
    </>
  );
}

interface MaskTableProps {
  readonly caption: string;
  readonly rows: readonly {
    readonly name: string;
    readonly note?: string;
    readonly mask: readonly number[];
    readonly overlap: number | null;
  }[];
}

function MaskTable({ caption, rows }: MaskTableProps) {
  return (
    <table className="faithfulness-masks">
      <caption className="visually-hidden">{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Changed</th>
          <th scope="col">Mask</th>
          <th scope="col">Overlap</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, note, mask, overlap }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {note !== undefined && <span className="numbers faithfulness-note">{note}</span>}
            </th>
            <td>
              <MiniMask mask={mask} />
            </td>
            <td className="numbers">{overlap === null ? "–" : formatScore(overlap)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
