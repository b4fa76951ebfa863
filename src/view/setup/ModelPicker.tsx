/** Which model is asked, and what is known about it. */
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
  if (card === null) return null;
  const { input, accuracy, classes } = card;
  return (
    <p className="field-note">
      {`${input.frames} frames of ${input.width} × ${input.height}, ${classes.length} classes. `}
      {accuracy.top1 > 0 && `Accuracy ${Math.round(accuracy.top1 * 100)} % on ${accuracy.measuredOn}.`}
    </p>
  );
}
