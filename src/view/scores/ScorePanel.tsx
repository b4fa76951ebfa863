/** The result: a sentence, the three scores, and the other classes that matter. */
import { useMemo } from "react";
import { frameValues, gridOf, onlyOn } from "../../math/mask.ts";
import { OPERATED } from "../../math/operator.ts";
import { shareOn } from "../../math/spatiotemporal-mask.ts";
import { SHOWN_ON } from "../../math/mask-runs.ts";
import {
  cardInUse,
  companionOf,
  modelInUse,
  operatorOf,
  shownScores,
  softScores,
  targetName,
} from "../../state/derived.ts";
import type { Lane } from "../../state/lab-state.ts";
import { useLab, useLane, useLaneId } from "../../state/use-lab.ts";
import { formatScore } from "../parts/format.ts";
import { useLaneTitle, useLaneLabel } from "../lanes/lane-label.ts";
import { LinkCheckNote } from "./LinkCheckNote.tsx";
import { ProofNote } from "./ProofNote.tsx";
import { ScoreCard } from "./ScoreCard.tsx";
import { summarise } from "./summary.ts";
import { Term } from "../terms/Term.tsx";
import { TruthLine } from "./TruthLine.tsx";

export function ScorePanel() {
  const scores = useLane(shownScores);
  const updating = useLane(({ scoring }) => scoring.kind === "working");
  const predicted = useLane(({ predictions, target }) =>
    predictions.kind === "ready" && target !== null ? (predictions.probabilities[target] ?? null) : null,
  );
  const what = useLane(({ mask }) => (mask?.kind === "spatiotemporal" ? "region" : "frames"));
  const label = useLaneLabel();
  const title = useLaneTitle();
  return (
    <section className="panel scores" aria-label={label("Scores")} aria-busy={updating}>
      <h2 className="panel-title">Scores {title !== null && <span className="panel-model">{title}</span>}</h2>
      <Summary />
      <ProofNote />
      <LinkCheckNote />
      <div className={updating ? "score-cards score-cards-updating" : "score-cards"}>
        <ScoreCard
          name="OS"
          title="Original score"
          score={scores?.os ?? predicted}
          text="Probability on the clip as filmed."
        />
        <ScoreCard
          name="FS"
          title="Freeze score"
          score={scores?.fs ?? null}
          text={`With the masked ${what} frozen.`}
          from={scores?.os}
        />
        <ScoreCard
          name="RS"
          title="Reverse score"
          score={scores?.rs ?? null}
          text={`With the masked ${what} reversed.`}
          from={scores?.os}
        />
      </div>
      <OwnScore />
      <SoftScores />
      <CompanionLine />
      <TruthLine />
    </section>
  );
}

function Summary() {
  const id = useLaneId();
  const className = useLab((lab) => targetName(lab, id));
  const wanted = useLab((lab) => targetName(lab));
  const modelName = useLab((lab) => modelInUse(lab, id)?.name ?? "This model");
  const lane = useLane((state) => state);
  const facts = { className, wanted, modelName, overSpace: lane.maskKind.kind === "spatiotemporal" };
  const found = useFoundSentence(className);
  return (
    <p className={found === null ? "summary summary-waiting" : "summary"} aria-live="polite">
      {found ?? waitingSentence(lane, facts)}
    </p>
  );
}

/** Returns a sentence on the result; null while there is no mask or its scores are not known. */
function useFoundSentence(className: string | null): string | null {
  const scores = useLane(({ scoring }) => (scoring.kind === "ready" ? scoring.scores : null));
  const mask = useLane((lane) => lane.mask);
  const searching = useLane(({ search }) => search.kind === "searching");
  const operator = useLane(operatorOf);
  return useMemo(() => {
    if (searching || className === null || scores === null || mask === null) return null;
    const grid = gridOf(mask);
    const how = grid === null ? operator : "place";
    const area = grid === null ? 0 : shareOn(grid, SHOWN_ON);
    const values = frameValues(area === 0 ? mask : onlyOn(mask));
    return summarise({ className, scores, mask: values, how, area });
  }, [searching, className, scores, mask, operator]);
}

interface WaitingFacts {
  readonly className: string | null;
  /** Name of the main lane's class. */
  readonly wanted: string | null;
  readonly modelName: string;
  readonly overSpace: boolean;
}

/** Returns a sentence on what the lane is waiting for. */
function waitingSentence(lane: Lane, { className, wanted, modelName, overSpace }: WaitingFacts): string {
  if (lane.search.kind === "searching") {
    const finds = overSpace ? "where and when" : "the frames";
    return `Finding ${finds} “${className ?? ""}” depends on${overSpace ? " motion" : ""}.`;
  }
  if (lane.scoring.kind === "working") return "Computing FS and RS for this mask.";
  if (lane.compares === "model" && className === null && wanted !== null)
    return `${modelName} does not know “${wanted}”.`;
  return overSpace
    ? "Find the mask to see where and when the class depends on motion."
    : "Find the mask, or paint one below the players, to see which frames the class depends on.";
}

/** The score under the mask's own operator, fade or blur, which its search lowered. */
function OwnScore() {
  const own = useLane((lane) => shownScores(lane)?.own ?? null);
  const operator = useLane(operatorOf);
  const label = useLaneLabel();
  if (own === null) return null;
  return (
    <p className="own-score">
      <Term name="own-score">{OPERATED[operator]} score</Term>{" "}
      <output className="numbers" aria-label={label(`${OPERATED[operator]} score`)}>
        {formatScore(own)}
      </output>{" "}
      <span>with the masked frames {OPERATED[operator].toLowerCase()}, as in the search.</span>
    </p>
  );
}

/** The scores of the mask's own values, if it has any between 0 and 1. */
function SoftScores() {
  const soft = useLane(softScores);
  const operator = useLane(operatorOf);
  const label = useLaneLabel();
  if (soft === null) return null;
  const { fs, rs, own } = soft;
  const all = [
    { name: "FS", value: fs },
    { name: "RS", value: rs },
    ...(own === undefined ? [] : [{ name: OPERATED[operator], value: own }]),
  ];
  return (
    <p className="own-score" role="group" aria-label={label("Soft scores")}>
      <Term name="soft-score">Search’s scores, soft:</Term>{" "}
      {all.map(({ name, value }) => (
        <span key={name} className="numbers">
          {name} <b>{formatScore(value)}</b>{" "}
        </span>
      ))}
    </p>
  );
}

/** P or CS if they apply, and the true class. */
function CompanionLine() {
  const lane = useLaneId();
  const laneLabel = useLaneLabel();
  const card = useLab((lab) => cardInUse(lab, lane));
  const predictions = useLane((state) => state.predictions);
  const target = useLane((state) => state.target);
  const label = useLab(({ onPage }) => onPage?.clip.label);
  const companion = useMemo(
    () =>
      card === null || predictions.kind !== "ready" || target === null
        ? null
        : companionOf(card, predictions.probabilities, target, label),
    [card, predictions, target, label],
  );
  return (
    <dl className="companions">
      {companion !== null && (
        <div>
          <dt>
            <Term name={companion.kind === "P" ? "p" : "cs"}>
              <b>{companion.kind}</b> {companion.kind === "P" ? "Predicted class" : "Score of the true class"}
            </Term>
          </dt>
          <dd>
            <output aria-label={laneLabel(companion.kind)}>
              {companion.kind === "P" ? companion.name : formatScore(companion.probability)}
            </output>{" "}
            <span className="numbers">
              {companion.kind === "P" ? formatScore(companion.probability) : companion.name}
            </span>
          </dd>
        </div>
      )}
      {label !== undefined && (
        <div>
          <dt>
            <Term name="true-class">True class</Term>
          </dt>
          <dd>{label}</dd>
        </div>
      )}
    </dl>
  );
}
