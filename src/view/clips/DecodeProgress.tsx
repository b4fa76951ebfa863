/** Progress of a clip that is being fetched or decoded. */
import type { ClipJob } from "../../state/lab-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { formatBytes } from "../parts/format.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";

export function DecodeProgress() {
  const job = useLab(({ clipJob }) => clipJob);
  const { stopDecoding } = useActions();
  if (job.kind === "idle") return null;
  return (
    <div className="job">
      <ClipJobBar job={job} />
      <button type="button" className="button-quiet" onClick={stopDecoding}>
        {job.kind === "fetching" ? "Stop fetching" : "Stop decoding"}
      </button>
    </div>
  );
}

/** Shows how much of the clip is fetched or decoded. */
export function ClipJobBar({ job }: { readonly job: Exclude<ClipJob, { kind: "idle" }> }) {
  const fetching = job.kind === "fetching";
  const title = fetching ? "Fetching" : "Decoding";
  const [done, of] = fetching ? [job.loaded, job.total] : [job.done, job.of];
  const text = !fetching
    ? `${done} of ${of} frames`
    : of > 0
      ? `${formatBytes(done)} of ${formatBytes(of)}`
      : formatBytes(done);
  return (
    <>
      <p className="job-text">
        <span>
          {title} <b>{job.name}</b>
        </span>
        {fetching && done > 0 && <span className="numbers">{text}</span>}
      </p>
      <ProgressBar name={title} done={done} of={of} text={text} />
    </>
  );
}
