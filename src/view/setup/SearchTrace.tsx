/** How loss and class score went down, live and afterwards. */
import { useMemo } from "react";
import type { SearchMoment } from "../../state/lab-state.ts";
import { useLab } from "../../state/use-lab.ts";
import { formatScore } from "../format.ts";
import { tracePath } from "./trace-path.ts";

const WIDTH = 300;
const HEIGHT = 84;
const NONE: readonly SearchMoment[] = [];

export function SearchTrace() {
  const search = useLab((lab) => lab.search);
  const found = useLab(({ finding }) => (finding?.from.kind === "search" ? finding.from : null));
  const history = search.kind === "searching" ? search.history : (found?.history ?? NONE);
  const latest = search.kind === "searching" ? search.latest : null;
  const last = history.at(-1);
  if (last === undefined) return null;
  const ending =
    found === null || search.kind === "searching"
      ? null
      : `${found.result.stopped === "settled" ? "Settled after" : "Took all"} ${found.result.steps} steps on ${backendName(found.result.backend)}.`;
  return (
    <div className="trace">
      <Plot history={history} />
      <dl className="terms">
        <Term name="Loss" value={last.loss} swatch="loss" />
        <Term name="Class score" value={last.classScore} swatch="score" />
        {latest !== null && <Term name="Mask, L1" value={latest.l1} />}
        {latest !== null && <Term name="Mask, TV" value={latest.tv} />}
      </dl>
      {ending !== null && <p className="field-note">{ending}</p>}
    </div>
  );
}

function Plot({ history }: { readonly history: readonly SearchMoment[] }) {
  // Scores end at 1, and the loss may start above it.
  const top = useMemo(() => Math.max(1, ...history.map(({ loss }) => loss)), [history]);
  const box = { width: WIDTH, height: HEIGHT, top };
  const last = history.at(-1);
  return (
    <svg
      className="plot"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Course of the search: loss ${formatScore(last?.loss ?? 0)} after ${history.length} steps`}
    >
      <path className="plot-grid" d={`M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}M0 .5H${WIDTH}`} />
      <path
        className="plot-score"
        d={tracePath(
          history.map(({ classScore }) => classScore),
          box,
        )}
      />
      <path
        className="plot-loss"
        d={tracePath(
          history.map(({ loss }) => loss),
          box,
        )}
      />
    </svg>
  );
}

interface TermProps {
  readonly name: string;
  readonly value: number;
  readonly swatch?: "loss" | "score";
}

function Term({ name, value, swatch }: TermProps) {
  return (
    <div className="term">
      <dt>
        {swatch !== undefined && <span className={`line line-${swatch}`} aria-hidden="true" />}
        {name}
      </dt>
      <dd className="numbers">{formatScore(value)}</dd>
    </div>
  );
}

/** As people write it. */
export function backendName(backend: string): string {
  return backend === "webgpu" ? "WebGPU" : backend.toUpperCase();
}
