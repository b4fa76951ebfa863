/** A learnt mask as a strip, as the paper draws it under a clip; a frame's value shows while it is pointed at. */
import { useState, type PointerEvent } from "react";
import { blockMarginOf, runsOf } from "../../paper/measures.ts";
import type { ModelResult } from "../../paper/table.ts";
import { SHOWN_ON } from "../../math/mask-runs.ts";
import { formatRuns } from "../format.ts";
import { perturbedText } from "./mask-text.ts";

interface MaskFigureProps {
  readonly model: string;
  readonly result: ModelResult;
  /** True event, first and last frame (0-based, inclusive). */
  readonly event: readonly [first: number, last: number] | null;
  /** What the frames are that the mask is on for; default "frozen". */
  readonly perturbed?: string;
}

export function MaskFigure({ model, result, event, perturbed = "frozen" }: MaskFigureProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const { mask } = result;
  const T = mask.length;
  const runs = runsOf(result);
  const truth = event === null ? "" : `; true event in frames ${event[0] + 1} to ${event[1] + 1}`;
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
        {/* Keeps its room while a value stands over it, so that no row changes its height under the pointer. */}
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
