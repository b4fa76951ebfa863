/** Compares the mask with the known truth: when the event happens and, for spatiotemporal masks, where. */
import { useMemo } from "react";
import { peakOfMap, PLATEAU, spatialTruth, strongestFrame, temporalTruth } from "../../faithfulness/truth.ts";
import { frameValues, gridOf } from "../../math/mask.ts";
import { SHOWN_ON } from "../../math/mask-runs.ts";
import { useLab, useLane } from "../../state/use-lab.ts";
import { formatPercent, formatScore } from "../parts/format.ts";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { useVisible } from "../player/use-visible.ts";
import { Term } from "../terms/Term.tsx";

export function TruthLine() {
  const clip = useLab(({ onPage }) => onPage?.clip ?? null);
  const idle = useLane(({ search }) => search.kind === "idle");
  const mask = useLane((lane) => lane.mask);
  const event = clip?.event;
  if (!idle || event === undefined || mask === null) return null;
  const values = frameValues(mask);
  return values.length === clip?.frames.T ? <Truth event={event} mask={values} /> : null;
}

interface TruthProps {
  readonly event: readonly [first: number, last: number];
  readonly mask: readonly number[];
}

function Truth({ event, mask }: TruthProps) {
  const placed = useLane((lane) => lane.mask?.kind === "spatiotemporal");
  const label = useLaneLabel();
  const truth = useMemo(() => temporalTruth(mask, event, SHOWN_ON), [mask, event]);
  const strongest = strongestFrame(mask);
  const pointing =
    strongest === null
      ? "No frame is stronger than the others."
      : `The strongest frame lies ${truth.hit ? "in" : "outside"} the event (${formatPercent(truth.hitRandom)} by chance).`;
  return (
    <p className="truth" role="group" aria-label={label("Comparison with the true event")}>
      <Term name="truth">{placed ? "True event:" : "Overlap with the true event"}</Term>{" "}
      {!placed && (
        <>
          (<Term name="iou">IoU</Term>): <b className="numbers">{formatScore(truth.iou)}</b>; centred block{" "}
          <span className="numbers">{formatScore(truth.iouCentred)}</span>, random block{" "}
          <span className="numbers">{formatScore(truth.iouAnywhere)}</span>.{" "}
        </>
      )}
      {pointing}
      {placed && <Place />}
    </p>
  );
}

/** Says whether the strongest cell lies on an object that takes part in the event. */
function Place() {
  const clip = useLab(({ onPage }) => onPage!.clip);
  const grid = useLane((lane) => gridOf(lane.mask));
  const visible = useVisible(clip.frames);
  const truth = useMemo(() => {
    if (grid === null || clip.boxes === undefined) return null;
    const peak = peakOfMap(grid, { T: clip.frames.T, visible, plateau: PLATEAU });
    return spatialTruth(peak, clip.boxes, visible);
  }, [grid, clip, visible]);
  if (truth === null) return null;
  return (
    <>{` The strongest cell lies ${truth.hit ? "on" : "off"} the objects of the event (${formatPercent(truth.hitRandom)} by chance, ${formatPercent(truth.hitCentre)} for the centre).`}</>
  );
}
