/** Says whether the scores recorded in a link agree with those computed here. */
import { areHard, softOf, type PerturbedScores } from "../../result/mask-result.ts";
import type { LinkCheck } from "../../state/lab-state.ts";
import { useLab, useLane } from "../../state/use-lab.ts";
import { formatScore } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { Term } from "../terms/Term.tsx";

/** Returns the scores that the page does not show: ours or, beside a link that recorded soft scores only, the link's. */
function otherScores({ scores, ours }: Extract<LinkCheck, { kind: "differs" }>): string {
  if (areHard(scores)) return `${listed(ours.os, ours)}.`;
  return `its soft scores are ${listed(scores.os, scores.soft)}; here they are ${listed(ours.os, softOf(ours))}.`;
}

function listed(os: number, { fs, rs, own }: PerturbedScores): string {
  const three = `OS ${formatScore(os)}, FS ${formatScore(fs)}, RS ${formatScore(rs)}`;
  return own === undefined ? three : `${three}, with the mask’s own operator ${formatScore(own)}`;
}

export function LinkCheckNote() {
  const check = useLane((lane) => lane.linkCheck);
  const label = useLaneLabel();
  const inside = useLab(({ onPage }) => onPage?.input.kind === "inside");
  return (
    <p className={`link-check link-check-${check.kind}`} role="status" aria-label={label("Link")}>
      {check.kind === "checking" && (
        <span>
          <Term name="link-check">From a link.</Term> Recomputing its scores on this machine.
        </span>
      )}
      {check.kind === "unchecked" && (
        <>
          <Icon name="alert" />
          <span>
            <Term name="link-check">From a link.</Term> Shown as recorded. The scores cannot be recomputed
            until the model is loaded.
          </span>
        </>
      )}
      {check.kind === "agrees" && (
        <>
          <Icon name="check" />
          <span>
            <Term name="link-check">From a link.</Term>
            {` Recomputed on this machine, the scores agree (largest difference ${formatScore(check.difference)}).`}
          </span>
        </>
      )}
      {check.kind === "differs" && (
        <>
          <Icon name="alert" />
          <span>
            <Term name="link-check">{areHard(check.scores) ? "Shown as shared." : "From a link."}</Term>
            {inside
              ? " Recomputed from the compressed clip inside the link: "
              : " Recomputed on this machine, the scores do not agree: "}
            {otherScores(check)}
            {!inside && " The clip or the model has changed since the link was made."}
          </span>
        </>
      )}
    </p>
  );
}
