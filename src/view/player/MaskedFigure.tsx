/** The clip under a lane's mask: perturbed in the chosen way, or its difference from the original frames. */
import { useMemo } from "react";
import { frameValues } from "../../math/mask.ts";
import { OPERATED } from "../../math/operator.ts";
import { perturbedClip, type PerturbedClip } from "../../picture/perturbed-clip.ts";
import { maskedView, operatorOf, shownMask } from "../../state/derived.ts";
import type { MaskedView } from "../../state/lab-state.ts";
import { useLab, useLane } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { FrameFigure } from "./FrameFigure.tsx";
import { createDifferencePainter, createPerturbedPainter, type FramePainter } from "./frame-painter.ts";
import { useVisible } from "./use-visible.ts";

export function MaskedFigure({ original }: { readonly original: FramePainter }) {
  const { frames } = original;
  const mask = useLane(shownMask);
  const view = useLab(maskedView);
  const own = useLane(operatorOf);
  const visible = useVisible(frames);
  const label = useLaneLabel();
  const how = view === "difference" ? own : view;
  // Mask and clip can briefly differ in length while one of them is replaced.
  const fits = mask !== null && frameValues(mask).length === frames.T;
  const perturbed = useMemo(
    () => (fits ? perturbedClip(frames, { mask, visible }, how) : null),
    [frames, mask, visible, fits, how],
  );
  const painter = useMemo(() => {
    if (perturbed === null) return original;
    return view === "difference"
      ? createDifferencePainter(frames, perturbed)
      : createPerturbedPainter(frames, perturbed);
  }, [original, frames, perturbed, view]);
  return (
    <FrameFigure
      name={label("Masked")}
      painter={painter}
      badge={<PerturbedBadge view={view} how={how} perturbed={perturbed} />}
    />
  );
}

interface BadgeProps {
  readonly view: MaskedView;
  readonly how: keyof typeof OPERATED;
  readonly perturbed: PerturbedClip | null;
}

/** Says, on perturbed frames only, what was done and which frame is shown instead. */
function PerturbedBadge({ view, how, perturbed }: BadgeProps) {
  const frame = useLab(({ player }) => player.frame);
  if (perturbed === null || !perturbed.isChanged(frame)) return null;
  const source = perturbed.source(frame);
  return (
    <>
      <span className="picture-edge" aria-hidden="true" />
      <span className="picture-badge">
        <Icon name={how === "reverse" ? "reverse" : "freeze"} />
        {textOf(view, how, source)}
      </span>
    </>
  );
}

/** @param source  0-based index of the frame shown instead; null if there is none. */
function textOf(view: MaskedView, how: BadgeProps["how"], source: number | null): string {
  const frame = source === null ? null : source + 1;
  if (view === "difference") return frame === null ? "Difference" : `Difference from frame ${frame}`;
  if (frame === null)
    return how === "fade" || how === "blur" ? OPERATED[how] : `Partly ${OPERATED[how].toLowerCase()}`;
  return how === "freeze" ? `Frozen at frame ${frame}` : `Reversed: frame ${frame}`;
}
