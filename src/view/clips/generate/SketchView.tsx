/** Plays a generated clip, with its event on a line below. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { Clip } from "../../../clip/clip.ts";
import { formatRuns } from "../../../base/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { createFramePainter } from "../../player/frame-painter.ts";
import type { SketchState } from "./use-sketch.ts";

export function SketchView({ sketch: { clip, working, problem } }: { readonly sketch: SketchState }) {
  return (
    <figure className="sketch" aria-label="Preview" aria-busy={working}>
      {clip === null ? <div className="sketch-picture" /> : <SketchPlayer clip={clip} />}
      <figcaption className="dialog-note">
        <span role="status">
          {problem ?? (clip === null || working ? "Generating the clip…" : eventText(clip))}
        </span>
      </figcaption>
    </figure>
  );
}

function eventText({ event, frames }: Clip): string {
  if (event === undefined) return `${frames.T} frames`;
  return `${frames.T} frames, event in ${formatRuns([event])}`;
}

function SketchPlayer({ clip }: { readonly clip: Clip }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [playing, setPlaying] = useState(() => !matchMedia("(prefers-reduced-motion: reduce)").matches);
  const [first, last] = clip.event ?? [0, clip.frames.T - 1];
  const [frame, setFrame] = useState(Math.floor((first + last) / 2));
  const painter = useMemo(() => createFramePainter(clip.frames), [clip]);
  const { T, W, H } = clip.frames;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setFrame((t) => (t + 1) % T), (1000 * clip.durationS) / T);
    return () => clearInterval(timer);
  }, [playing, clip, T]);
  useEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(painter.picture(Math.min(frame, T - 1)), 0, 0);
  }, [painter, frame, T]);
  return (
    <div className="sketch-picture">
      <canvas ref={canvas} width={W} height={H} aria-hidden="true" />
      <span
        className="sketch-event"
        style={{ "--from": first / T, "--to": (last + 1) / T, "--at": frame / T }}
      >
        <span />
      </span>
      <button
        type="button"
        className="round sketch-play"
        aria-label={playing ? "Pause preview" : "Play preview"}
        onClick={() => setPlaying(!playing)}
      >
        <Icon name={playing ? "pause" : "play"} />
      </button>
    </div>
  );
}
