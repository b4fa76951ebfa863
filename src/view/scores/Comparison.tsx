/** Two models on one clip and class: what they answer, how their masks differ, and where these overlap. */
import { framesOn, maskOverlap } from "../../math/mask-overlap.ts";
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
import { shareOn } from "../../math/spatiotemporal-mask.ts";
import type { Scores } from "../../result/mask-result.ts";
import { modelInUse, predictedClass, shownGrid, shownMask, shownScores } from "../../state/derived.ts";
import type { Lane, LaneName } from "../../state/lab-state.ts";
import { laneOf } from "../../state/lanes.ts";
import { useLab } from "../../state/use-lab.ts";
import { formatPercent, formatScore } from "../format.ts";
import type { TermName } from "../terms/glossary.ts";
import { Term } from "../terms/Term.tsx";

const LANES: readonly LaneName[] = ["main", "second"];

/** One row a measure; what is not known yet is a dash. */
const MEASURES: readonly {
  readonly name: string;
  readonly term: TermName;
  readonly of: (lane: Lane) => string | null;
}[] = [
  {
    name: "Perturbed",
    term: "mask-length",
    of: (lane) => {
      const grid = shownGrid(lane);
      return grid !== null
        ? `${formatPercent(shareOn(grid, SHOWN_ON))} of the clip`
        : ofMask(lane, (mask) => `${framesOn(mask, SHOWN_ON)} of ${mask.length} frames`);
    },
  },
  {
    name: "Runs",
    term: "runs",
    of: (lane) =>
      shownGrid(lane) !== null ? null : ofMask(lane, (mask) => String(maskRuns(mask, SHOWN_ON).length)),
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

function ofMask(lane: Lane, text: (mask: readonly number[]) => string): string | null {
  const mask = shownMask(lane);
  return mask === null ? null : text(mask);
}

function ofScores(lane: Lane, measure: (scores: Scores) => number | null): string | null {
  // The scores still there are those of the mask before.
  const scores = lane.search.kind === "searching" ? null : shownScores(lane);
  const value = scores === null ? null : measure(scores);
  return value === null ? null : formatScore(value);
}

export function Comparison() {
  const hasOwn = useLab((lab) => shownScores(lab)?.own !== undefined);
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
            {LANES.map((lane) => (
              <ModelHead key={lane} lane={lane} />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Prediction</th>
            {LANES.map((lane) => (
              <Prediction key={lane} lane={lane} />
            ))}
          </tr>
          {MEASURES.filter(({ term }) => term !== "own-score" || hasOwn).map(({ name, term, of }) => (
            <tr key={name}>
              <th scope="row">
                <Term name={term}>{name}</Term>
              </th>
              {LANES.map((lane) => (
                <Measure key={lane} lane={lane} of={of} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** All values of the mask that a lane shows, cell by cell where it has a place. */
function valuesOf(lane: Lane): ArrayLike<number> | null {
  return shownGrid(lane)?.values ?? shownMask(lane);
}

function Overlap() {
  const overlap = useLab((lab) => {
    const main = valuesOf(lab);
    const other = lab.second === null ? null : valuesOf(lab.second);
    if (main === null || other === null || main.length !== other.length) return undefined;
    return maskOverlap(main, other, SHOWN_ON);
  });
  const placed = useLab((lab) => shownGrid(lab) !== null);
  const [part, parts] = placed ? ["cell", "places"] : ["frame", "frames"];
  if (overlap === undefined)
    return <p className="summary summary-waiting">Two masks are needed to compare them.</p>;
  return (
    <p className="summary">
      {overlap === null ? (
        `Neither mask perturbs a ${part} by more than half, so there is nothing to overlap.`
      ) : (
        <>
          The masks overlap by <output aria-label="Mask overlap">{formatScore(overlap)}</output> (
          <Term name="iou">IoU</Term>):{" "}
          {overlap >= 0.5
            ? `both models need much the same ${parts}.`
            : overlap > 0
              ? `the models need partly the same ${parts}.`
              : `the models need different ${parts}.`}
        </>
      )}
    </p>
  );
}

function ModelHead({ lane }: { readonly lane: LaneName }) {
  return <th scope="col">{useLab((lab) => modelInUse(lab, lane)?.name ?? "…")}</th>;
}

function Prediction({ lane }: { readonly lane: LaneName }) {
  const name = useLab((lab) => {
    const index = predictedClass(laneOf(lab, lane)?.predictions ?? { kind: "none" });
    return index === null ? null : (modelInUse(lab, lane)?.card?.classes[index] ?? null);
  });
  return <td>{name ?? "–"}</td>;
}

function Measure({ lane, of }: { readonly lane: LaneName; readonly of: (lane: Lane) => string | null }) {
  const text = useLab((lab) => of(laneOf(lab, lane) ?? lab));
  return <td className="numbers">{text ?? "–"}</td>;
}
