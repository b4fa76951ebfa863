/** A second model beside the first, on the same clip and class. */
import { LaneContext, useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../icons.tsx";
import { ModelNote } from "./ModelNote.tsx";
import { ModelOptions } from "./ModelOptions.tsx";

export function ComparePicker() {
  const models = useLab((lab) => lab.models);
  const main = useLab(({ modelId, modelJob }) => (modelJob.kind === "loading" ? modelJob.id : modelId));
  const second = useLab((lab) => lab.second);
  const { compareWith } = useActions();
  const chosen = second?.modelJob.kind === "loading" ? second.modelJob.id : (second?.modelId ?? "");
  return (
    <div className="field">
      <label className="field-label" htmlFor="compare">
        Compare with
      </label>
      <span className="select">
        <select
          id="compare"
          value={chosen}
          onChange={({ target }) => void compareWith(target.value === "" ? null : target.value)}
        >
          <option value="">No second model</option>
          <ModelOptions models={models} taken={main} />
        </select>
        <Icon name="chevron" />
      </span>
      {second !== null && (
        <LaneContext value="second">
          <ModelNote />
        </LaneContext>
      )}
    </div>
  );
}
