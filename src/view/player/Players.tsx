/** Original and Masked side by side, off one clock. */
import { useMemo } from "react";
import { freezeMatrix } from "../../math/freeze.ts";
import { REVERSE_THRESHOLD } from "../../math/mask-runs.ts";
import { reverseMatrix } from "../../math/reverse.ts";
import { isOn, shownMask } from "../../state/derived.ts";
import type { MaskedView } from "../../state/lab-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../icons.tsx";
import { FrameFigure } from "./FrameFigure.tsx";
import { createFramePainter, type FramePainter } from "./frame-painter.ts";
import { mainSource } from "../../picture/mix-frame.ts";

export function Players({ original }: { readonly original: FramePainter }) {
  const { frames } = original;
  const mask = useLab(shownMask);
  const shows = useLab(({ views }) => views.masked);
  const weights = useMemo(
    () => (mask === null ? null : shows === "reverse" ? reverseMatrix(mask) : freezeMatrix(mask)),
    [mask, shows],
  );
  const masked = useMemo(
    () => (weights === null ? original : createFramePainter(frames, weights)),
    [original, frames, weights],
  );
  return (
    <div className="players">
      <FrameFigure name="Original" painter={original} />
      <FrameFigure
        name="Masked"
        painter={masked}
        aside={<ShowsSwitch shows={shows} />}
        badge={<PerturbedBadge shows={shows} weights={weights} T={frames.T} />}
      />
    </div>
  );
}

function ShowsSwitch({ shows }: { readonly shows: MaskedView }) {
  const { setViews } = useActions();
  const option = (value: MaskedView, text: string) => (
    <label className="segment">
      <input
        type="radio"
        name="masked-shows"
        checked={shows === value}
        onChange={() => setViews({ masked: value })}
      />
      <span>{text}</span>
    </label>
  );
  return (
    <div className="segments" role="radiogroup" aria-label="How the masked clip is shown">
      {option("freeze", "Frozen")}
      {option("reverse", "Reversed")}
    </div>
  );
}

interface BadgeProps {
  readonly shows: MaskedView;
  readonly weights: ArrayLike<number> | null;
  readonly T: number;
}

/** Says, on perturbed frames only, which frame is seen instead. */
function PerturbedBadge({ shows, weights, T }: BadgeProps) {
  const frame = useLab(({ player }) => player.frame);
  const perturbed = useLab((lab) =>
    shows === "freeze" ? isOn(shownMask(lab), frame) : (shownMask(lab)?.[frame] ?? 0) > REVERSE_THRESHOLD,
  );
  if (!perturbed) return null;
  const source = mainSource(weights, T, frame) + 1;
  return (
    <>
      <span className="picture-edge" aria-hidden="true" />
      <span className="picture-badge">
        {shows === "freeze" ? <Icon name="freeze" /> : <Icon name="reverse" />}
        {shows === "freeze" ? `Frozen at frame ${source}` : `Reversed: frame ${source}`}
      </span>
    </>
  );
}
