/** Chooses the model. */
import { chosenModel } from "../../state/derived.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { FileButton } from "../clips/FileButton.tsx";
import { Icon } from "../parts/icons.tsx";
import { LookingNote } from "../import/LookingNote.tsx";
import { YourModels } from "../import/YourModels.tsx";
import { ModelNote } from "./ModelNote.tsx";
import { ModelOptions } from "./ModelOptions.tsx";

export function ModelPicker() {
  const models = useLab((lab) => lab.models);
  const chosen = useLab(chosenModel);
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
            <ModelOptions models={models} />
          </select>
          <Icon name="chevron" />
        </span>
        <FileButton
          className="button button-icon"
          label="Load a model"
          icon={<Icon name="upload" />}
          onFiles={(files) => void importModel(files)}
        />
      </div>
      <LookingNote />
      <ModelNote />
      <YourModels />
    </div>
  );
}
