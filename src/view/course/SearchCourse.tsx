/** The course of a lane's search, live and afterwards: loss terms, the mask's history, and why it stopped. */
import { lazy, Suspense } from "react";
import { startDistance } from "../../faithfulness/start-distance.ts";
import { SETTLED_GAIN } from "../../math/search-settings.ts";
import type { Finding, SearchMoment } from "../../state/lab-state.ts";
import { useLane } from "../../state/use-lab.ts";
import { backendName, formatScore } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { useLaneTitle } from "../lanes/lane-label.ts";
import { MaskHistory } from "./MaskHistory.tsx";
import type { TermName } from "../terms/glossary.ts";
import { Term } from "../terms/Term.tsx";

const LossPlot = lazy(() => import("./LossPlot.tsx"));
const NONE: readonly SearchMoment[] = [];

export function SearchCourse() {
  const search = useLane((lane) => lane.search);
  const found = useLane(({ finding }) => (finding?.from.kind === "search" ? finding.from : null));
  const lookedAt = useLane((lane) => lane.lookedAt);
  const title = useLaneTitle();
  const history = search.kind === "searching" ? search.history : (found?.history ?? NONE);
  const shown = history[lookedAt ?? history.length - 1];
  if (shown === undefined) return null;
  return (
    <section className="course" aria-label={title === null ? "Search" : `Search, ${title}`}>
      {title !== null && <h3 className="field-label">{title}</h3>}
      <Suspense fallback={<div className="loss-plot" />}>
        <LossPlot history={history} lookedAt={lookedAt} />
      </Suspense>
      <dl className="terms">
        <LossTerm term="loss" name="Loss" value={shown.loss} line="loss" />
        <LossTerm term="class-score" name="Class score" value={shown.classScore} line="score" />
        <LossTerm term="l1" name="Mask, L1" value={shown.l1} line="l1" />
        <LossTerm term="tv" name="Mask, TV" value={shown.tv} line="tv" />
      </dl>
      <MaskHistory history={history} finished={search.kind === "idle"} />
      {found !== null && search.kind === "idle" && <Ending {...found} />}
    </section>
  );
}

/** Says why the search stopped and where it ran; warns if the mask is still the start. */
function Ending({ result }: Extract<Finding["from"], { kind: "search" }>) {
  const { steps, stopped, backend } = result;
  const where = `${steps} steps on ${backendName(backend)}`;
  const stayed = "start" in result && !startDistance(result.mask, result.start, result.operator).left;
  return (
    <>
      {stayed && (
        <p className="course-warning">
          <Icon name="alert" />
          <span>
            The mask did not move from its <Term name="start">start</Term>, so the search found nothing new.
            Try “Thorough”, which has five starts.
          </span>
        </p>
      )}
      <Steps stopped={stopped} where={where} />
    </>
  );
}

/** Says why the search took no more steps. */
function Steps({ stopped, where }: { readonly stopped: "settled" | "all-steps"; readonly where: string }) {
  return (
    <p className="field-note">
      {stopped === "settled" ? (
        <>
          <Term name="settled">Settled</Term>
          {` after ${where}: the loss no longer fell by ${SETTLED_GAIN} or more.`}
        </>
      ) : (
        <>
          <Term name="step">Ran all</Term>
          {` ${where}.`}
        </>
      )}
    </p>
  );
}

interface LossTermProps {
  readonly term: TermName;
  readonly name: string;
  readonly value: number;
  readonly line: "loss" | "score" | "l1" | "tv";
}

function LossTerm({ term, name, value, line }: LossTermProps) {
  return (
    <div className="term">
      <dt>
        <span className={`line line-${line}`} aria-hidden="true" />
        <Term name={term}>{name}</Term>
      </dt>
      <dd className="numbers">{formatScore(value)}</dd>
    </div>
  );
}
