/** Results of repeated searches: with one thing changed, and on the model with shuffled weights. */
import type { Faithfulness, SearchedOnRandom } from "../../faithfulness/faithfulness.ts";
import { LIMITS } from "../../faithfulness/limits.ts";
import { overlapOnShuffled, overlapOverChance, stageResult } from "../../faithfulness/shuffled.ts";
import { agreementOf } from "../../faithfulness/stability.ts";
import { formatNumber } from "../../base/format.ts";
import { formatScore } from "../parts/format.ts";
import { MiniMask } from "../mask/MiniMask.tsx";
import { Facts, MeasureCard } from "./MeasureCard.tsx";

export function AgainCards({ report }: { readonly report: Faithfulness }) {
  return (
    <>
      <StabilityCard report={report} />
      <ShuffledCard report={report} />
    </>
  );
}

function StabilityCard({ report }: { readonly report: Faithfulness }) {
  const { stability, ownLoss } = report;
  const agreement = agreementOf(report);
  return (
    <MeasureCard term="stability" title="Stability">
      <MaskTable
        caption="Masks of repeated searches"
        rows={stability.map(({ text, mask, overlap, loss }) => ({
          name: text,
          ...(loss === null ? {} : { note: `loss ${formatScore(loss)}` }),
          mask,
          overlap,
        }))}
      />
      {agreement !== null && (
        <Facts
          facts={[
            ["Loss of this mask", ownLoss === null ? "–" : formatScore(ownLoss)],
            ["Lowest loss seen", formatScore(agreement.best)],
            [`Searches within ${LIMITS.sameLoss} of it`, `${agreement.near} of ${agreement.runs}`],
            ["Their mean overlap (IoU)", agreement.overlap === null ? "–" : formatScore(agreement.overlap)],
            [`Failed: worse by more than ${LIMITS.failedLoss}`, `${agreement.failed} of ${agreement.runs}`],
          ]}
        />
      )}
    </MeasureCard>
  );
}

function ShuffledCard({ report: { randomised, equalLength } }: { readonly report: Faithfulness }) {
  return (
    <MeasureCard term="randomisation" title="Shuffled weights">
      {randomised.kind === "not-possible" ? (
        <p className="field-note">{randomised.reason}</p>
      ) : (
        <>
          <MaskTable
            caption="Masks on the model with weights shuffled from the last layer down"
            rows={randomised.stages.map((stage) => ({
              name: `down to ${stage.downTo}`,
              note: noteOf(stage),
              mask: stage.mask,
              overlap: overlapOnShuffled(stage),
            }))}
          />
          <Facts
            facts={randomised.stages.map((stage) => {
              const overlap = overlapOverChance(stage, equalLength.on);
              return [
                `Beyond chance, down to ${stage.downTo}`,
                overlap === null ? "–" : formatNumber(overlap, 3),
              ];
            })}
          />
        </>
      )}
    </MeasureCard>
  );
}

/** Returns what a shuffled model answers, and why there is no mask to compare if there is none. */
function noteOf(stage: SearchedOnRandom): string {
  const answer = `OS ${formatScore(stage.original)}${stage.className === null ? "" : ` for ${stage.className}`}`;
  const result = stageResult(stage);
  return result === "silent"
    ? `${answer}; hardly reacts to frames, so not searched`
    : result === "empty"
      ? `${answer}; nothing found`
      : answer;
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
