/** Which model is asked, and what is known about it. */
import type { ModelCard } from "../../models/card.ts";
import { modelInUse } from "../../state/derived.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { FileButton } from "../clips/FileButton.tsx";
import { formatBytes } from "../format.ts";
import { Icon } from "../icons.tsx";
import { ProgressBar } from "../ProgressBar.tsx";

export function ModelPicker() {
  const models = useLab((lab) => lab.models);
  const chosen = useLab(({ modelId, modelJob }) => (modelJob.kind === "loading" ? modelJob.id : modelId));
  const { chooseModel, importModel } = useActions();
  const listed = models.some(({ id }) => id === chosen);
  return (
    <div className="field">
      <label className="field-label" htmlFor="model">
        Model
      </label>
      <div className="field-row">
        <span className="select">
          <select
            id="model"
            value={listed ? (chosen ?? "") : ""}
            onChange={(event) => void chooseModel(event.target.value)}
          >
            {!listed && <option value="">{chosen === null ? "Choose a model" : "Loading"}</option>}
            {models.map(({ id, name, imported }) => (
              <option key={id} value={id}>
                {imported ? `${name} (yours)` : name}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
        <FileButton
          className="button button-icon"
          label="Load a model"
          icon={<Icon name="upload" />}
          accept=".json,.bin"
          onFiles={(files) => void importModel(files)}
        />
      </div>
      <ModelNote />
    </div>
  );
}

function ModelNote() {
  const job = useLab(({ modelJob }) => modelJob);
  const card = useLab((lab) => modelInUse(lab)?.card ?? null);
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
  const percent = accuracy.top1 > 0 ? `${Math.round(accuracy.top1 * 100)} % right` : "accuracy unknown";
  return (
    <details className="about">
      <summary>{`${classes.length} classes, ${percent}`}</summary>
      <dl>
        <dt>Sees</dt>
        <dd>{`${input.frames} frames of ${input.width} × ${input.height}`}</dd>
        <dt>Measured on</dt>
        <dd>{accuracy.measuredOn}</dd>
        <dt>Trained on</dt>
        <dd>{training}</dd>
        <dt>Licence</dt>
        <dd>{licence}</dd>
      </dl>
    </details>
  );
}
