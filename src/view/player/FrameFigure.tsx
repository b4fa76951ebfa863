/** One player: a caption and a canvas that shows the clock's frame. */
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { useLab } from "../../state/use-lab.ts";
import { useLaneTitle } from "../lanes/lane-label.ts";
import type { FramePainter } from "./frame-painter.ts";

interface FrameFigureProps {
  /** Also the figure's accessible name. */
  readonly name: string;
  readonly painter: FramePainter;
  /** Shown over the picture. */
  readonly badge?: ReactNode;
}

export function FrameFigure({ name, painter, badge }: FrameFigureProps) {
  const frame = useLab(({ player }) => player.frame);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { H, W, T } = painter.frames;
  useLayoutEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(painter.picture(Math.min(frame, T - 1)), 0, 0);
  }, [painter, frame, T]);
  return (
    <figure className={`figure figure-${name.split(",")[0]?.toLowerCase()}`} aria-label={name}>
      <figcaption className="figure-caption">
        <Caption name={name} />
      </figcaption>
      <div className="picture" style={{ "--ratio": W / H }}>
        <canvas ref={canvas} width={W} height={H} />
        {badge}
      </div>
    </figure>
  );
}

/** The figure's name and, in a comparison, its lane's. */
function Caption({ name }: { readonly name: string }) {
  const title = useLaneTitle();
  const [what] = name.split(",");
  return (
    <>
      <span className="figure-name">{what}</span>
      {title !== null && what !== "Original" && (
        <span className="figure-model" title={title}>
          {title}
        </span>
      )}
    </>
  );
}
