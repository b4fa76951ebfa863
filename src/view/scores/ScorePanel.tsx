/** What came of it: a sentence, the three scores, and the classes that matter beside the target. */
import { useMemo } from "react";
import { OPERATED } from "../../math/operator.ts";
import { shareOn } from "../../math/spatiotemporal-mask.ts";
import { SHOWN_ON } from "../../math/mask-runs.ts";
import { cardInUse, companionOf, operatorOf, shownScores, targetName } from "../../state/derived.ts";
import { useLab, useLane, useLaneName } from "../../state/use-lab.ts";
import { formatScore } from "../format.ts";
import { useComparedModel, useLaneLabel } from "../lane-label.ts";
import { LinkCheckNote } from "./LinkCheckNote.tsx";
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
  const what = useLane(({ grid }) => (grid === null ? "frames" : "region"));
  const label = useLaneLabel();
  const model = useComparedModel();
  return (
    <section className="panel scores" aria-label={label("Scores")} aria-busy={updating}>
      <h2 className="panel-title">Scores {model !== null && <span className="panel-model">{model}</span>}</h2>
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
      <CompanionLine />
      <TruthLine />
    </section>
  );
}

function Summary() {
  const lane = useLaneName();
  const className = useLab((lab) => targetName(lab, lane));
  const wanted = useLab((lab) => targetName(lab));
  const model = useComparedModel();
  const scores = useLane((state) => (state.scoring.kind === "ready" ? state.scoring.scores : null));
  const mask = useLane((state) => state.mask);
  const searching = useLane(({ search }) => search.kind === "searching");
  const scoring = useLane((state) => state.scoring.kind === "working");
  const area = useLane(({ grid }) => (grid === null ? null : shareOn(grid, SHOWN_ON)));
  const operator = useLab(operatorOf);
  const how = area === null ? operator : "place";
  const found = useMemo(
    () =>
      className === null || scores === null || mask === null
        ? null
        : summarise({ className, scores, mask, how, area: area ?? 0 }),
    [className, scores, mask, how, area],
  );
  const overPlace = useLab(({ maskKind }) => maskKind.kind === "spatiotemporal");
  const text = searching
    ? overPlace
      ? `Learning where and when “${className ?? ""}” needs motion.`
      : `Learning which frames “${className ?? ""}” needs.`
    : scoring
      ? "Computing FS and RS of this mask."
      : lane === "second" && className === null && wanted !== null
        ? `${model ?? "This model"} does not know “${wanted}”.`
        : (found ??
          (overPlace
            ? "Find the mask to see where and when the class needs motion."
            : "Find the mask, or make your own below the players, to see which frames the class needs."));
  return (
    <p className={text === found ? "summary" : "summary summary-waiting"} aria-live="polite">
      {text}
    </p>
  );
}

/** The score under a fading or blurring mask's own operator: what its search lowered. */
function OwnScore() {
  const own = useLane((lane) => shownScores(lane)?.own ?? null);
  const operator = useLab(operatorOf);
  const label = useLaneLabel();
  if (own === null) return null;
  return (
    <p className="own-score">
      <Term name="own-score">{OPERATED[operator]} score</Term>{" "}
      <output className="numbers" aria-label={label(`${OPERATED[operator]} score`)}>
        {formatScore(own)}
      </output>{" "}
      <span>with the masked frames {OPERATED[operator].toLowerCase()}, as the search had them.</span>
    </p>
  );
}

/** P or CS, where they apply. */
function CompanionLine() {
  const lane = useLaneName();
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
              <b>{companion.kind}</b>{" "}
              {companion.kind === "P" ? "Predicted instead" : "Score of the true class"}
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
