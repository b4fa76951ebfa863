/** The course of a lane's search, live and afterwards: loss terms, the mask's history, and why it stopped. */
import { lazy, Suspense } from "react";
import { formatCount } from "../../base/format.ts";
import { startDistance } from "../../faithfulness/start-distance.ts";
import { SETTLED_GAIN } from "../../math/search-settings.ts";
import type { Stopped } from "../../result/mask-result.ts";
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
        {shown.lowerBound !== undefined && (
          <LossTerm term="lower-bound" name="Bound" value={shown.lowerBound} line="bound" />
        )}
      </dl>
      <MaskHistory history={history} finished={search.kind === "idle"} />
      {found !== null && search.kind === "idle" && <Ending {...found} />}
    </section>
  );
}

/** Says why the search stopped and where it ran; warns if the mask is still the start. */
function Ending({ result }: Extract<Finding["from"], { kind: "search" }>) {
  const { steps, stopped, backend } = result;
  const stayed =
    "start" in result &&
    result.start !== null &&
    !startDistance(result.mask, result.start, result.operator).left;
  return (
    <>
      {stayed && (
        <p className="course-warning">
          <Icon name="alert" />
          <span>
            The mask did not move from its <Term name="start">start</Term>, so the search found nothing new.
            Try “Exact”, which has none.
          </span>
        </p>
      )}
      <Steps stopped={stopped} steps={steps} where={backendName(backend)} />
    </>
  );
}

interface StepsProps {
  readonly stopped: Stopped;
  readonly steps: number;
  readonly where: string;
}

/** Says why the search took no more steps, and where it ran. */
function Steps({ stopped, steps, where }: StepsProps) {
  const [term, word, rest] = ENDINGS[stopped];
  return (
    <p className="field-note">
      <Term name={term}>{word}</Term>
      {rest(stopped === "proven" || stopped === "cut-short" ? formatCount(steps) : `${steps}`, where)}
    </p>
  );
}

const ENDINGS: Readonly<
  Record<Stopped, readonly [term: TermName, word: string, rest: (steps: string, where: string) => string]>
> = {
  settled: [
    "settled",
    "Settled",
    (steps, where) =>
      ` after ${steps} steps on ${where}: the loss no longer fell by ${SETTLED_GAIN} or more.`,
  ],
  "all-steps": ["step", "Ran all", (steps, where) => ` ${steps} steps on ${where}.`],
  proven: ["exact", "Proven", (steps, where) => ` after ${steps} masks on ${where}.`],
  "cut-short": ["exact", "Stopped", (steps, where) => ` after ${steps} masks on ${where}, before the proof.`],
};

interface LossTermProps {
  readonly term: TermName;
  readonly name: string;
  readonly value: number;
  readonly line: "loss" | "score" | "l1" | "tv" | "bound";
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
