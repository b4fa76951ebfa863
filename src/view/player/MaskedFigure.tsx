/** The clip under a lane's mask: frozen, reversed, or how far the frozen frames are from the filmed ones. */
import { useMemo } from "react";
import { freezeMatrix } from "../../math/freeze.ts";
import { REVERSE_THRESHOLD } from "../../math/mask-runs.ts";
import { reverseMatrix } from "../../math/reverse.ts";
import { mainSource } from "../../picture/mix-frame.ts";
import { isOn, shownMask } from "../../state/derived.ts";
import type { MaskedView } from "../../state/lab-state.ts";
import { useLab, useLane } from "../../state/use-lab.ts";
import { Icon } from "../icons.tsx";
import { useLaneLabel } from "../lane-label.ts";
import { FrameFigure } from "./FrameFigure.tsx";
import { createDifferencePainter, createFramePainter, type FramePainter } from "./frame-painter.ts";

export function MaskedFigure({ original }: { readonly original: FramePainter }) {
  const { frames } = original;
  const mask = useLane(shownMask);
  const view = useLab(({ views }) => views.masked);
  const label = useLaneLabel();
  // During a search the mask can be a step ahead of a clip with another number of frames.
  const fits = mask !== null && mask.length === frames.T;
  const weights = useMemo(
    () => (!fits ? null : view === "reverse" ? reverseMatrix(mask) : freezeMatrix(mask)),
    [mask, fits, view],
  );
  const painter = useMemo(() => {
    if (weights === null) return original;
    return view === "difference"
      ? createDifferencePainter(frames, weights)
      : createFramePainter(frames, weights);
  }, [original, frames, weights, view]);
  return (
    <FrameFigure
      name={label("Masked")}
      painter={painter}
      badge={<PerturbedBadge view={view} weights={weights} T={frames.T} />}
    />
  );
}

interface BadgeProps {
  readonly view: MaskedView;
  readonly weights: ArrayLike<number> | null;
  readonly T: number;
}

/** Says, on perturbed frames only, which frame is seen instead. */
function PerturbedBadge({ view, weights, T }: BadgeProps) {
  const frame = useLab(({ player }) => player.frame);
  const perturbed = useLane((lane) =>
    view === "reverse" ? (shownMask(lane)?.[frame] ?? 0) > REVERSE_THRESHOLD : isOn(shownMask(lane), frame),
  );
  if (!perturbed) return null;
  const source = mainSource(weights, T, frame) + 1;
  const text = {
    freeze: `Frozen at frame ${source}`,
    reverse: `Reversed: frame ${source}`,
    difference: `Difference to frame ${source}`,
  }[view];
  return (
    <>
      <span className="picture-edge" aria-hidden="true" />
      <span className="picture-badge">
        <Icon name={view === "reverse" ? "reverse" : "freeze"} />
        {text}
      </span>
    </>
  );
}
