/** Chooses how each clip's mask is searched for. */
import type { StudyWish } from "../../study/plan.ts";
import { Segments } from "../parts/Segments.tsx";
import { OPERATOR_OPTIONS, PRESET_OPTIONS } from "../setup/search-options.ts";

const TARGETS = [
  { value: "label", text: "True, if known" },
  { value: "predicted", text: "Predicted" },
] as const;

/** Props of a form section that edits a study's settings. */
export interface WishProps {
  readonly wish: StudyWish;
  readonly onWish: (wish: StudyWish) => void;
}

export function SearchChoice({ wish, onWish }: WishProps) {
  return (
    <section className="panel study-choice" aria-labelledby="study-search">
      <h3 id="study-search">Search</h3>
      <div className="field">
        <span className="field-label">Settings</span>
        <Segments
          label="Search settings"
          options={PRESET_OPTIONS}
          value={wish.preset}
          describedBy="study-preset"
          onChange={(preset) => onWish({ ...wish, preset })}
        />
        <p className="field-note" id="study-preset">
          {PRESET_OPTIONS.find(({ value }) => value === wish.preset)?.meaning}
        </p>
      </div>
      <div className="field">
        <span className="field-label">Perturb by</span>
        <Segments
          label="Perturb by"
          options={OPERATOR_OPTIONS}
          value={wish.operator}
          describedBy="study-operator"
          onChange={(operator) => onWish({ ...wish, operator })}
        />
        <p className="field-note" id="study-operator">
          {OPERATOR_OPTIONS.find(({ value }) => value === wish.operator)?.meaning}
        </p>
      </div>
      <div className="field">
        <span className="field-label">Class to explain</span>
        <Segments
          label="Class to explain"
          options={TARGETS}
          value={wish.target}
          onChange={(target) => onWish({ ...wish, target })}
        />
      </div>
    </section>
  );
}
