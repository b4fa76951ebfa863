/** A learnt mask as a strip, as the paper draws it below a clip. Pointing at a frame shows its value. */
import { useState, type PointerEvent } from "react";
import { blockMarginOf, runsOf } from "../../statistics/mask-measures.ts";
import { SHOWN_ON } from "../../math/mask-runs.ts";
import { formatRuns } from "../../base/format.ts";
import { perturbedText } from "./perturbed-text.ts";

/** Props of `MaskFigure`. */
export interface MaskFigureProps {
  readonly model: string;
  /** The mask: [T] in [0, 1], 1 = frame perturbed. */
  readonly result: { readonly mask: readonly number[] };
  /** First and last frame of the true event (0-based, inclusive); null if unknown. */
  readonly event: readonly [first: number, last: number] | null;
  /** Past participle for what the mask does to its frames; default "frozen". */
  readonly perturbed?: string;
}

export function MaskFigure({ model, result, event, perturbed = "frozen" }: MaskFigureProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const { mask } = result;
  const T = mask.length;
  const runs = runsOf(result);
  const truth = event === null ? "" : `; true event in ${formatRuns([event], " to ")}`;
  const point = ({ clientX, currentTarget }: PointerEvent<HTMLDivElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setPointed(Math.max(0, Math.min(T - 1, Math.floor(((clientX - left) / width) * T))));
  };
  return (
    <div className="mask-figure">
      <div
        className="mask-figure-strip"
        role="img"
        aria-label={`${model} mask: ${perturbedText(runs, perturbed)}, of ${T}${truth}`}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        {mask.map((m, t) => (
          <i key={t} className={m > SHOWN_ON ? "on" : undefined} style={{ "--m": m }} />
        ))}
        {event !== null && (
          <b style={{ "--first": event[0], "--length": event[1] - event[0] + 1, "--columns": T }} />
        )}
      </div>
      <p className="mask-figure-text" aria-hidden="true">
        {/* Stays in the layout below the value, so that the row keeps its height while the pointer moves. */}
        <span className={pointed === null ? undefined : "mask-figure-under"}>
          {runs.length === 0 ? "no frame" : formatRuns(runs)}{" "}
          {blockMarginOf(result) !== null && <span className="mask-figure-block">central block</span>}
        </span>
        {pointed !== null && (
          <span className="mask-figure-value">{`frame ${pointed + 1}: ${mask[pointed]!.toFixed(2)}`}</span>
        )}
      </p>
    </div>
  );
}
