/** The mask at every step as one picture, steps down and frames across. After the search any step can be viewed. */
import { useEffect, useRef, type PointerEvent } from "react";
import type { SearchMoment } from "../../state/lab-state.ts";
import { formatCount } from "../../base/format.ts";
import { useActions, useLane, useLaneId } from "../../state/use-lab.ts";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { framesOf, historyPixels } from "./history-pixels.ts";

interface MaskHistoryProps {
  readonly history: readonly SearchMoment[];
  /** True once the search has ended; a running one cannot be scrubbed. */
  readonly finished: boolean;
}

export function MaskHistory({ history, finished }: MaskHistoryProps) {
  const lane = useLaneId();
  const lookedAt = useLane((state) => state.lookedAt);
  const { lookAtStep } = useActions();
  const label = useLaneLabel();
  const canvas = useRef<HTMLCanvasElement>(null);
  const steps = history.length;
  const nameOf = (at: number) =>
    history[at]?.lowerBound === undefined
      ? `Step ${at + 1} of ${steps}`
      : `Best of ${formatCount(history[at].step)} masks`;
  const T = framesOf(history);
  useEffect(() => {
    const picture = new ImageData(historyPixels(history), T, Math.max(1, steps));
    const context = canvas.current?.getContext("2d");
    context?.putImageData(picture, 0, 0);
  }, [history, T, steps]);
  const onPointer = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!finished || (event.type === "pointermove" && event.buttons === 0)) return;
    const { top, height } = event.currentTarget.getBoundingClientRect();
    lookAtStep(Math.floor(((event.clientY - top) / height) * steps), lane);
  };
  return (
    <div className="steps">
      <div className="steps-picture">
        <canvas
          ref={canvas}
          width={T}
          height={Math.max(1, steps)}
          role="img"
          aria-label={`${label("Mask at every step")}: ${steps} steps down, ${T} frames across`}
          onPointerDown={onPointer}
          onPointerMove={onPointer}
        />
        {lookedAt !== null && <span className="steps-cursor" style={{ "--at": (lookedAt + 0.5) / steps }} />}
      </div>
      {finished && (
        <div className="steps-scrub">
          <input
            type="range"
            aria-label={label("Search step")}
            aria-valuetext={lookedAt === null ? "The mask on the page" : nameOf(lookedAt)}
            min={1}
            max={steps}
            value={(lookedAt ?? steps - 1) + 1}
            onChange={(event) => lookAtStep(Number(event.target.value) - 1, lane)}
          />
          <p className="field-note">
            {lookedAt === null ? "Scrub to see the mask at any step." : nameOf(lookedAt)}
          </p>
          {lookedAt !== null && (
            <button type="button" className="button-quiet" onClick={() => lookAtStep(null, lane)}>
              Back to the result
            </button>
          )}
        </div>
      )}
    </div>
  );
}
