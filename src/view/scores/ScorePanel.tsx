/** What came of it: a sentence, the three scores, and the classes that matter beside the target. */
import { useMemo } from "react";
import { cardInUse, companionOf, shownScores } from "../../state/derived.ts";
import { useLab } from "../../state/use-lab.ts";
import { formatScore } from "../format.ts";
import { LinkCheckNote } from "./LinkCheckNote.tsx";
import { ScoreCard } from "./ScoreCard.tsx";
import { summarise } from "./summary.ts";

export function ScorePanel() {
  const scores = useLab(shownScores);
  const updating = useLab(({ scoring }) => scoring.kind === "working");
  const predicted = useLab(({ predictions, target }) =>
    predictions.kind === "ready" && target !== null ? (predictions.probabilities[target] ?? null) : null,
  );
  return (
    <section className="panel scores" aria-labelledby="scores-title" aria-busy={updating}>
      <h2 id="scores-title" className="panel-title">
        Scores
      </h2>
      <Summary />
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
          text="With the masked frames frozen."
          from={scores?.os}
        />
        <ScoreCard
          name="RS"
          title="Reverse score"
          score={scores?.rs ?? null}
          text="With the masked frames reversed."
          from={scores?.os}
        />
      </div>
      <CompanionLine />
    </section>
  );
}

function Summary() {
  const className = useLab((lab) => (lab.target === null ? undefined : cardInUse(lab)?.classes[lab.target]));
  const scores = useLab((lab) => (lab.scoring.kind === "ready" ? lab.scoring.scores : null));
  const mask = useLab((lab) => lab.mask);
  const searching = useLab(({ search }) => search.kind === "searching");
  const scoring = useLab((lab) => lab.scoring.kind === "working");
  const found = useMemo(
    () =>
      className === undefined || scores === null || mask === null
        ? null
        : summarise({ className, scores, mask }),
    [className, scores, mask],
  );
  const text = searching
    ? `Learning which frames “${className}” needs.`
    : scoring
      ? "Scoring this mask."
      : (found ?? "Find the mask, or make your own below the players, to see which frames the class needs.");
  return (
    <p className={text === found ? "summary" : "summary summary-waiting"} aria-live="polite">
      {text}
    </p>
  );
}

/** P or CS, where they apply. */
function CompanionLine() {
  const card = useLab(cardInUse);
  const predictions = useLab((lab) => lab.predictions);
  const target = useLab((lab) => lab.target);
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
            <b>{companion.kind}</b> {companion.kind === "P" ? "Predicted instead" : "Score of the true class"}
          </dt>
          <dd>
            <output aria-label={companion.kind}>
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
          <dt>True class</dt>
          <dd>{label}</dd>
        </div>
      )}
    </dl>
  );
}
