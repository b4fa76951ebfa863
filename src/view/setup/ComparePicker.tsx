/** Chooses what to compare with: another model on the same class, or another class of the same model. */
import { chosenModel } from "../../state/derived.ts";
import { otherLanes } from "../../state/lanes.ts";
import type { Lab } from "../../state/lab-store.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { EachLane } from "../lanes/EachLane.tsx";
import { ClassPicker } from "./ClassPicker.tsx";
import { ModelNote } from "./ModelNote.tsx";
import { ModelOptions } from "./ModelOptions.tsx";

/** Values of the choices that are not models; a model's id has no brackets. */
const NOTHING = "";
const CLASS = "(class)";

export function ComparePicker() {
  const models = useLab((lab) => lab.models);
  const main = useLab((lab) => chosenModel(lab));
  const compares = useLab((lab) => otherLanes(lab)[0]?.compares ?? null);
  const chosen = useLab(choiceOf);
  const { compareWithModel, compareWithClass, stopComparing } = useActions();
  const choose = (value: string) => {
    if (value === NOTHING) stopComparing();
    else if (value === CLASS) compareWithClass();
    else void compareWithModel(value);
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor="compare">
        Compare with
      </label>
      <span className="select">
        <select id="compare" value={chosen} onChange={({ target }) => choose(target.value)}>
          <option value={NOTHING}>Nothing</option>
          <option value={CLASS} disabled={main === null}>
            Another class
          </option>
          <ModelOptions models={models} taken={main} />
        </select>
        <Icon name="chevron" />
      </span>
      {compares === "model" && (
        <EachLane others>
          <ModelNote />
        </EachLane>
      )}
    </div>
  );
}

/** The class that is compared with the main one, while classes are compared. */
export function ComparedClassPicker() {
  const compares = useLab((lab) => otherLanes(lab)[0]?.compares ?? null);
  if (compares !== "class") return null;
  return (
    <EachLane others>
      <ClassPicker label="Compared class" />
    </EachLane>
  );
}

function choiceOf(lab: Lab): string {
  const [second] = otherLanes(lab);
  if (second === undefined) return NOTHING;
  return second.compares === "class" ? CLASS : (chosenModel(lab, second.id) ?? NOTHING);
}
