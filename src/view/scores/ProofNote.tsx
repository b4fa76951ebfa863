/** Says what an exact search proved of the mask: that none is better, or by how much one could be at most. */
import { formatCount } from "../../base/format.ts";
import { lossOf } from "../../math/mask-loss.ts";
import type { Proof } from "../../math/mask-order.ts";
import { PRESETS } from "../../math/search-settings.ts";
import { scoreUnder } from "../../result/mask-result.ts";
import { isEdited, operatorOf, presetOfMask, shownScores } from "../../state/derived.ts";
import type { Lane } from "../../state/lab-state.ts";
import { useLane } from "../../state/use-lab.ts";
import { formatScore } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { Term } from "../terms/Term.tsx";

/** Most frames for which 2^T is written out. */
const MOST_WRITTEN_OUT = 20;

export function ProofNote() {
  const lane = useLane((state) => state);
  const { finding, mask, search } = lane;
  const proof = finding?.proof ?? null;
  if (proof === null || search.kind !== "idle" || mask?.kind !== "temporal" || isEdited(lane)) return null;
  const T = mask.values.length;
  const tried = formatCount(proof.evaluations);
  const where = finding?.from.kind === "link" ? "Where this link was made: " : "";
  const loss = lossOfMask(lane, mask.values);
  return (
    <p className={proof.proven ? "proof proof-proven" : "proof"}>
      <Icon name={proof.proven ? "check" : "alert"} />
      <span>
        {where}
        <Term name="exact">{proof.proven ? "Proven best." : `Best of ${tried} masks.`}</Term>{" "}
        {proof.proven ? provenText(proof, T, mask.values.includes(1)) : boundText(proof, T, loss)}
      </span>
    </p>
  );
}

/** Returns 2^T in figures. */
function allMasks(T: number): string {
  return T > MOST_WRITTEN_OUT ? `2^${T}` : formatCount(2 ** T);
}

function provenText({ lowerBound, evaluations }: Proof, T: number, hasFrames: boolean): string {
  const tried = formatCount(evaluations);
  return hasFrames
    ? `Of all ${allMasks(T)} masks, none has a lower loss than ${formatScore(lowerBound)} (${tried} scored).`
    : `No mask lowers the score by more than its frames cost (${tried} of ${allMasks(T)} scored).`;
}

function boundText({ lowerBound }: Proof, T: number, loss: number | null): string {
  const own = loss === null ? "" : `Its loss is ${formatScore(loss)}; `;
  return `${own}of all ${allMasks(T)} masks, none can be below ${formatScore(lowerBound)}. “Exact” goes on until the best is proven.`;
}

function lossOfMask(lane: Lane, mask: readonly number[]): number | null {
  const scores = shownScores(lane);
  return scores === null
    ? null
    : lossOf(mask, scoreUnder(scores, operatorOf(lane)), PRESETS[presetOfMask(lane)]).loss;
}
