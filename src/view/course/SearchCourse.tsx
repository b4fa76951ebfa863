/** The course of a lane's search, live and afterwards: loss and its terms, the mask's history, why it stopped. */
import { lazy, Suspense } from "react";
import { SETTLED_GAIN } from "../../search/settings.ts";
import type { Finding, SearchMoment } from "../../state/lab-state.ts";
import { useLane } from "../../state/use-lab.ts";
import { backendName, formatScore } from "../format.ts";
import { useComparedModel } from "../lane-label.ts";
import { MaskHistory } from "./MaskHistory.tsx";

const LossPlot = lazy(() => import("./LossPlot.tsx"));
const NONE: readonly SearchMoment[] = [];

export function SearchCourse() {
  const search = useLane((lane) => lane.search);
  const found = useLane(({ finding }) => (finding?.from.kind === "search" ? finding.from : null));
  const lookedAt = useLane((lane) => lane.lookedAt);
  const model = useComparedModel();
  const history = search.kind === "searching" ? search.history : (found?.history ?? NONE);
  const shown = history[lookedAt ?? history.length - 1];
  if (shown === undefined) return null;
  return (
    <section className="course" aria-label={model === null ? "Search" : `Search, ${model}`}>
      {model !== null && <h3 className="field-label">{model}</h3>}
      <Suspense fallback={<div className="loss-plot" />}>
        <LossPlot history={history} lookedAt={lookedAt} />
      </Suspense>
      <dl className="terms">
        <LossTerm name="Loss" value={shown.loss} line="loss" />
        <LossTerm name="Class score" value={shown.classScore} line="score" />
        <LossTerm name="Mask, L1" value={shown.l1} line="l1" />
        <LossTerm name="Mask, TV" value={shown.tv} line="tv" />
      </dl>
      <MaskHistory history={history} finished={search.kind === "idle"} />
      {found !== null && search.kind === "idle" && <p className="field-note">{endingOf(found)}</p>}
    </section>
  );
}

/** Why the search stopped, and where it ran. */
function endingOf({ result }: Extract<Finding["from"], { kind: "search" }>): string {
  const { steps, stopped, backend } = result;
  return stopped === "settled"
    ? `Settled after ${steps} steps on ${backendName(backend)}: the loss no longer fell by ${SETTLED_GAIN}.`
    : `Took all ${steps} steps on ${backendName(backend)}.`;
}

interface LossTermProps {
  readonly name: string;
  readonly value: number;
  readonly line: "loss" | "score" | "l1" | "tv";
}

function LossTerm({ name, value, line }: LossTermProps) {
  return (
    <div className="term">
      <dt>
        <span className={`line line-${line}`} aria-hidden="true" />
        {name}
      </dt>
      <dd className="numbers">{formatScore(value)}</dd>
    </div>
  );
}
