/** A file of weights that is being looked into. */
import { useActions, useLab } from "../../state/use-lab.ts";
import { ProgressBar } from "../ProgressBar.tsx";

export function LookingNote() {
  const importing = useLab((lab) => lab.importing);
  const { imports } = useActions();
  if (importing.kind !== "looking") return null;
  return (
    <div className="job">
      <p className="job-text">
        <span>
          Looking into <b>{importing.name}</b>
        </span>
      </p>
      <ProgressBar name="Looking into the file" done={0} of={0} text="Reading names and shapes" />
      <button type="button" className="button-quiet" onClick={imports.cancel}>
        Stop
      </button>
    </div>
  );
}
