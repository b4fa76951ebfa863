/** A clip on its way in. */
import { useActions, useLab } from "../../state/use-lab.ts";
import { ProgressBar } from "../ProgressBar.tsx";

export function DecodeProgress() {
  const job = useLab(({ clipJob }) => clipJob);
  const { stopDecoding } = useActions();
  if (job.kind === "idle") return null;
  return (
    <div className="job">
      <p className="job-text">
        <span>
          Decoding <b>{job.name}</b>
        </span>
      </p>
      <ProgressBar name="Decoding" done={job.done} of={job.of} text={`${job.done} of ${job.of} frames`} />
      <button type="button" className="button-quiet" onClick={stopDecoding}>
        Stop decoding
      </button>
    </div>
  );
}
