/** Progress of loading a lane's model, or what is known about it. */
import type { ModelCard } from "../../models/card.ts";
import type { LinkedImport } from "../../result/link-fields.ts";
import { modelInUse } from "../../state/derived.ts";
import { useActions, useLab, useLane, useLaneId } from "../../state/use-lab.ts";
import { formatBytes } from "../parts/format.ts";
import { ProgressBar } from "../parts/ProgressBar.tsx";

export function ModelNote() {
  const lane = useLaneId();
  const job = useLane(({ modelJob }) => modelJob);
  const model = useLab((lab) => modelInUse(lab, lane));
  const { stopLoading } = useActions();
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
        <button type="button" className="button-quiet" onClick={() => stopLoading(lane)}>
          Stop loading
        </button>
      </div>
    );
  }
  if (model?.source.kind === "awaited") return <AwaitedModel {...model.source.wanted} />;
  return model === null || model.card === null ? null : <AboutModel card={model.card} />;
}

/** Says how to load a model that a link names and that is not here. */
function AwaitedModel({ fileName, settings, classCount }: LinkedImport) {
  const { frames, width, height } = settings.input;
  return (
    <p className="awaited">
      This link was made with a custom model, which a link cannot contain. To run it here, load{" "}
      <b>{fileName}</b> with the button above, or drop it on the page; its settings are filled in ({frames}{" "}
      frames of {width} × {height}, {classCount} classes). Until then, mask and scores are shown as recorded.
    </p>
  );
}

/** One line, and the rest of the card on demand. */
function AboutModel({ card: { input, accuracy, classes, training, licence } }: { readonly card: ModelCard }) {
  const percent = accuracy ? `${Math.round(accuracy.top1 * 100)} % accuracy` : "accuracy unknown";
  return (
    <details className="about">
      <summary>{`${classes.length} classes, ${percent}`}</summary>
      <dl>
        <dt>Input</dt>
        <dd>{`${input.frames} frames of ${input.width} × ${input.height}`}</dd>
        {accuracy && (
          <>
            <dt>Accuracy measured on</dt>
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
