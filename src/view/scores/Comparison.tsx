/** Compares the lanes on one clip: predictions, masks, scores, and how far the masks overlap. */
import { framesOn, maskOverlap } from "../../math/mask-overlap.ts";
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
import { shareOn } from "../../math/spatiotemporal-mask.ts";
import type { Scores } from "../../result/mask-result.ts";
import { modelInUse, predictedClass, shownMask, shownScores } from "../../state/derived.ts";
import type { Lane, LaneId } from "../../state/lab-state.ts";
import { laneOf, mainLane } from "../../state/lanes.ts";
import { useLab } from "../../state/use-lab.ts";
import { formatPercent, formatScore } from "../parts/format.ts";
import { laneTitle } from "../lanes/lane-label.ts";
import type { TermName } from "../terms/glossary.ts";
import { Term } from "../terms/Term.tsx";

/** Rows of the table; a value not known yet is shown as a dash. */
const MEASURES: readonly {
  readonly name: string;
  readonly term: TermName;
  readonly of: (lane: Lane) => string | null;
}[] = [
  {
    name: "Perturbed",
    term: "mask-length",
    of: (lane) => {
      const mask = shownMask(lane);
      if (mask === null) return null;
      return mask.kind === "spatiotemporal"
        ? `${formatPercent(shareOn(mask.grid, SHOWN_ON))} of the clip`
        : `${framesOn(mask.values, SHOWN_ON)} of ${mask.values.length} frames`;
    },
  },
  {
    name: "Runs",
    term: "runs",
    of: (lane) => {
      const mask = shownMask(lane);
      return mask?.kind === "temporal" ? String(maskRuns(mask.values, SHOWN_ON).length) : null;
    },
  },
  { name: "OS", term: "os", of: (lane) => ofScores(lane, ({ os }) => os) },
  { name: "OS − FS", term: "fs", of: (lane) => ofScores(lane, ({ os, fs }) => os - fs) },
  { name: "OS − RS", term: "rs", of: (lane) => ofScores(lane, ({ os, rs }) => os - rs) },
  {
    name: "OS − own score",
    term: "own-score",
    of: (lane) => ofScores(lane, ({ os, own }) => (own === undefined ? null : os - own)),
  },
];

function ofScores(lane: Lane, measure: (scores: Scores) => number | null): string | null {
  // During a search the scores are still those of the previous mask.
  const scores = lane.search.kind === "searching" ? null : shownScores(lane);
  const value = scores === null ? null : measure(scores);
  return value === null ? null : formatScore(value);
}

export function Comparison() {
  const ids = useLab((lab) => lab.lanes).map(({ id }) => id);
  const hasOwn = useLab((lab) => shownScores(mainLane(lab))?.own !== undefined);
  return (
    <section className="panel comparison" aria-label="Comparison">
      <h2 className="panel-title">Comparison</h2>
      <Overlap />
      <table className="comparison-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Measure</span>
            </th>
            {ids.map((id) => (
              <Head key={id} id={id} />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Prediction</th>
            {ids.map((id) => (
              <Prediction key={id} id={id} />
            ))}
          </tr>
          {MEASURES.filter(({ term }) => term !== "own-score" || hasOwn).map(({ name, term, of }) => (
            <tr key={name}>
              <th scope="row">
                <Term name={term}>{name}</Term>
              </th>
              {ids.map((id) => (
                <Measure key={id} id={id} of={of} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Returns all values of the mask that a lane shows: per frame, or per cell if it is spatiotemporal. */
function valuesOf(lane: Lane | undefined): ArrayLike<number> | null {
  const mask = lane === undefined ? null : shownMask(lane);
  if (mask === null) return null;
  return mask.kind === "spatiotemporal" ? mask.grid.values : mask.values;
}

/** Says how far the masks of the first two lanes overlap. */
function Overlap() {
  const overlap = useLab(({ lanes: [main, second] }) => {
    const [a, b] = [valuesOf(main), valuesOf(second)];
    return a === null || b === null || a.length !== b.length ? undefined : maskOverlap(a, b, SHOWN_ON);
  });
  const placed = useLab((lab) => shownMask(mainLane(lab))?.kind === "spatiotemporal");
  const what = useLab(({ lanes: [, second] }) => (second?.compares === "class" ? "classes" : "models"));
  const [part, parts] = placed ? ["cell", "places"] : ["frame", "frames"];
  if (overlap === undefined)
    return <p className="summary summary-waiting">The comparison needs two masks.</p>;
  if (overlap === null)
    return (
      <p className="summary">Neither mask perturbs a {part} by more than half, so there is no overlap.</p>
    );
  return (
    <p className="summary">
      The masks overlap by <output aria-label="Mask overlap">{formatScore(overlap)}</output> (
      <Term name="iou">IoU</Term>): {overlapText(overlap, what, parts)}
    </p>
  );
}

function overlapText(overlap: number, what: string, parts: string): string {
  if (overlap >= 0.5) return `both ${what} depend on largely the same ${parts}.`;
  return overlap > 0
    ? `the ${what} depend on partly the same ${parts}.`
    : `the ${what} depend on different ${parts}.`;
}

function Head({ id }: { readonly id: LaneId }) {
  return <th scope="col">{useLab((lab) => laneTitle(lab, id) ?? "…")}</th>;
}

function Prediction({ id }: { readonly id: LaneId }) {
  const name = useLab((lab) => {
    const index = predictedClass(laneOf(lab, id)?.predictions ?? { kind: "none" });
    return index === null ? null : (modelInUse(lab, id)?.card?.classes[index] ?? null);
  });
  return <td>{name ?? "–"}</td>;
}

interface MeasureProps {
  readonly id: LaneId;
  readonly of: (lane: Lane) => string | null;
}

function Measure({ id, of }: MeasureProps) {
  const text = useLab((lab) => of(laneOf(lab, id) ?? mainLane(lab)));
  return <td className="numbers">{text ?? "–"}</td>;
}
