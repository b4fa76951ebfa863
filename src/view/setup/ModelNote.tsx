/** A lane's model on its way in, or what is known about it. */
import type { ModelCard } from "../../models/card.ts";
import { modelInUse } from "../../state/derived.ts";
import { useLab, useLane, useLaneName } from "../../state/use-lab.ts";
import { formatBytes } from "../format.ts";
import { ProgressBar } from "../ProgressBar.tsx";

export function ModelNote() {
  const lane = useLaneName();
  const job = useLane(({ modelJob }) => modelJob);
  const card = useLab((lab) => modelInUse(lab, lane)?.card ?? null);
  if (job.kind === "loading") {
    const amount =
      job.total > 0 ? `${formatBytes(job.loaded)} of ${formatBytes(job.total)}` : formatBytes(job.loaded);
    return (
      <div className="job">
        <p className="job-text">
          <span>
            Loading <b>{job.name}</b>
          </span>
          <span className="numbers">{job.loaded > 0 && amount}</span>
        </p>
        <ProgressBar name="Loading the model" done={job.loaded} of={job.total} text={amount} />
      </div>
    );
  }
  return card === null ? null : <AboutModel card={card} />;
}

/** One line, and the rest of the card for who asks. */
function AboutModel({ card: { input, accuracy, classes, training, licence } }: { readonly card: ModelCard }) {
  const percent = accuracy ? `${Math.round(accuracy.top1 * 100)} % right` : "accuracy unknown";
  return (
    <details className="about">
      <summary>{`${classes.length} classes, ${percent}`}</summary>
      <dl>
        <dt>Sees</dt>
        <dd>{`${input.frames} frames of ${input.width} × ${input.height}`}</dd>
        {accuracy && (
          <>
            <dt>Measured on</dt>
            <dd>{accuracy.measuredOn}</dd>
          </>
        )}
        <dt>Trained on</dt>
        <dd>{training}</dd>
        <dt>Licence</dt>
        <dd>{licence}</dd>
      </dl>
    </details>
  );
}
