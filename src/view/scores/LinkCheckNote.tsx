/** Whether a link's scores hold here. */
import { useLab } from "../../state/use-lab.ts";
import { formatScore } from "../format.ts";
import { Icon } from "../icons.tsx";

export function LinkCheckNote() {
  const check = useLab((lab) => lab.linkCheck);
  const inside = useLab(({ onPage }) => onPage?.input.kind === "inside");
  return (
    <p className={`link-check link-check-${check.kind}`} role="status" aria-label="Link">
      {check.kind === "checking" && "From a link. Computing its scores again on this machine."}
      {check.kind === "agrees" && (
        <>
          <Icon name="check" />
          {`From a link. Computed again on this machine, the scores agree (largest difference ${formatScore(check.difference)}).`}
        </>
      )}
      {check.kind === "differs" && (
        <>
          <Icon name="alert" />
          {`From a link that says OS ${formatScore(check.scores.os)}, FS ${formatScore(check.scores.fs)}, RS ${formatScore(check.scores.rs)}. `}
          {"Computed again on this machine they are as below. "}
          {inside && "The clip was compressed to travel in the link, which changes it a little."}
        </>
      )}
    </p>
  );
}
