/** The models' predictions for the original clip; each line picks its class. */
import { useMemo } from "react";
import { cardInUse, modelInUse, type RankedClass } from "../../state/derived.ts";
import type { Lane } from "../../state/lab-state.ts";
import type { Lab } from "../../state/lab-store.ts";
import { otherLanes } from "../../state/lanes.ts";
import { useActions, useLab, useLane } from "../../state/use-lab.ts";
import { formatScore } from "../parts/format.ts";
import { SHOWN_PREDICTIONS, useRankedClasses } from "./ClassPicker.tsx";
import { Term } from "../terms/Term.tsx";

export function PredictionList() {
  const ranked = useRankedClasses();
  const working = useLane(
    ({ predictions, modelJob }) => predictions.kind === "working" || modelJob.kind === "loading",
  );
  const second = useSecondProbabilities();
  const shown = useMemo(() => shownClasses(ranked ?? [], second), [ranked, second]);
  if (ranked === null) {
    return (
      <p className="field-note">{working ? "Computing predictions." : "Predictions will appear here."}</p>
    );
  }
  return (
    <>
      <p className="field-label">
        <Term name="predictions">Predictions</Term>
      </p>
      {second !== null && <ModelNames />}
      <ol className="predictions" role="list" aria-label="Predictions">
        {shown.map((entry) => (
          <Prediction
            key={entry.index}
            entry={entry}
            second={second?.get(entry.name)}
            compared={second !== null}
          />
        ))}
      </ol>
    </>
  );
}

/** Returns a second model's probabilities by class name; null until they are ready. */
function useSecondProbabilities(): ReadonlyMap<string, number> | null {
  const predictions = useLab((lab) => secondModel(lab)?.predictions ?? null);
  const classes = useLab((lab) => {
    const second = secondModel(lab);
    return second === null ? null : (cardInUse(lab, second.id)?.classes ?? null);
  });
  return useMemo(() => {
    if (predictions?.kind !== "ready" || classes === null) return null;
    const { probabilities } = predictions;
    return new Map(classes.map((name, index) => [name, probabilities[index] ?? 0]));
  }, [predictions, classes]);
}

function secondModel(lab: Lab): Lane | null {
  return otherLanes(lab).find(({ compares }) => compares === "model") ?? null;
}

/** Returns the main model's top classes, and the second model's top class if it is not among them. */
function shownClasses(
  ranked: readonly RankedClass[],
  second: ReadonlyMap<string, number> | null,
): readonly RankedClass[] {
  const first = ranked.slice(0, SHOWN_PREDICTIONS);
  if (second === null) return first;
  const [best] = [...second].reduce((top, entry) => (entry[1] > top[1] ? entry : top), ["", -1]);
  if (first.some(({ name }) => name === best)) return first;
  return [...first, ...ranked.filter(({ name }) => name === best)];
}

function ModelNames() {
  const main = useLab((lab) => modelInUse(lab)?.name);
  const other = useLab((lab) => {
    const second = secondModel(lab);
    return second === null ? undefined : modelInUse(lab, second.id)?.name;
  });
  return (
    <p className="prediction-models" aria-hidden="true">
      <span>{main}</span>
      <span>{other}</span>
    </p>
  );
}

interface PredictionProps {
  readonly entry: RankedClass;
  /** The second model's probability; undefined if it does not know the class. */
  readonly second: number | undefined;
  readonly compared: boolean;
}

function Prediction({ entry: { index, name, probability }, second, compared }: PredictionProps) {
  const pressed = useLane(({ target }) => target === index);
  const { chooseTarget } = useActions();
  return (
    <li>
      <button
        type="button"
        className="prediction"
        aria-pressed={pressed}
        style={{ "--share": probability }}
        onClick={() => chooseTarget(index)}
      >
        <span className="prediction-name">{name}</span>
        <span className="numbers">{formatScore(probability)}</span>
        {compared && (
          <span className="numbers prediction-second">
            {second === undefined ? "–" : formatScore(second)}
          </span>
        )}
      </button>
    </li>
  );
}
