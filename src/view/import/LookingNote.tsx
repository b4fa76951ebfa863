/** Progress of inspecting a file of weights. */
import { useActions, useLab } from "../../state/use-lab.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";

export function LookingNote() {
  const importing = useLab((lab) => lab.importing);
  const { imports } = useActions();
  if (importing.kind !== "looking") return null;
  return (
    <div className="job">
      <p className="job-text">
        <span>
          Inspecting <b>{importing.name}</b>
        </span>
      </p>
      <ProgressBar name="Inspecting the file" done={0} of={0} text="Reading names and shapes" />
      <button type="button" className="button-quiet" onClick={imports.cancel}>
        Stop
      </button>
    </div>
  );
}
