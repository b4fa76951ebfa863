/** What the model says about the clip as it is; each line picks its class. */
import { useActions, useLab } from "../../state/use-lab.ts";
import { formatScore } from "../format.ts";
import { SHOWN_PREDICTIONS, useRankedClasses } from "./ClassPicker.tsx";

export function PredictionList() {
  const ranked = useRankedClasses();
  const working = useLab(
    ({ predictions, modelJob }) => predictions.kind === "working" || modelJob.kind === "loading",
  );
  const target = useLab((lab) => lab.target);
  const { chooseTarget } = useActions();
  if (ranked === null) {
    return (
      <p className="field-note">
        {working ? "Asking the model." : "What the model sees in the clip will stand here."}
      </p>
    );
  }
  return (
    <ol className="predictions" role="list" aria-label="Predictions">
      {ranked.slice(0, SHOWN_PREDICTIONS).map(({ index, name, probability }) => (
        <li key={index}>
          <button
            type="button"
            className="prediction"
            aria-pressed={index === target}
            style={{ "--share": probability }}
            onClick={() => chooseTarget(index)}
          >
            <span className="prediction-name">{name}</span>
            <span className="numbers">{formatScore(probability)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
