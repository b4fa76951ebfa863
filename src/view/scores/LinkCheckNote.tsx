/** Says whether the scores recorded in a link agree with those computed here. */
import { useLab, useLane } from "../../state/use-lab.ts";
import { formatScore } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { Term } from "../terms/Term.tsx";

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
            <Term name="link-check">Shown as shared.</Term>
            {inside
              ? " Recomputed from the compressed clip inside the link: "
              : " Recomputed on this machine, the scores do not agree: "}
            {`OS is ${formatScore(check.ours.os)}, FS ${formatScore(check.ours.fs)}, RS ${formatScore(check.ours.rs)}${check.ours.own === undefined ? "" : `, with the mask’s own operator ${formatScore(check.ours.own)}`}.`}
            {!inside && " The clip or the model has changed since the link was made."}
          </span>
        </>
      )}
    </p>
  );
}
