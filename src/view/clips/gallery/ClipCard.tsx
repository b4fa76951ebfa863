/** One bundled clip: its picture, what happens in it and when. It plays while hovered or focused. */
import { useEffect, useState } from "react";
import type { BundledClip } from "../../../state/manifest.ts";
import { formatPart } from "../../parts/format.ts";

/** Relative to the page, because the site can be served at any path (see `vite.config.ts`). */
const FOLDER = "clips/";

/** Delay before a preview starts, so that a pointer passing over starts nothing. */
const LINGER_MS = 180;

interface ClipCardProps {
  readonly clip: BundledClip;
  readonly chosen: boolean;
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
}

export function ClipCard({ clip, chosen, tabIndex, onFocus, onChoose }: ClipCardProps) {
  const [lookedAt, setLookedAt] = useState(false);
  const { name, label, eventS, hard } = clip;
  return (
    <button
      type="button"
      className="clip"
      aria-pressed={chosen}
      tabIndex={tabIndex}
      onFocus={(event) => {
        onFocus();
        setLookedAt(event.target.matches(":focus-visible"));
      }}
      onBlur={() => setLookedAt(false)}
      onPointerEnter={({ pointerType }) => setLookedAt(pointerType === "mouse")}
      onPointerLeave={() => setLookedAt(false)}
      onClick={onChoose}
    >
      <span className="clip-picture">
        <img src={FOLDER + clip.thumbnail} alt="" width={96} height={72} loading="lazy" />
        {lookedAt && <Preview file={clip.file} />}
        <EventBar clip={clip} />
        {hard !== undefined && <span className="clip-hard">hard</span>}
      </span>
      <span className="clip-text">
        <span className="clip-name">{name}</span>
        {label !== undefined && label !== name && <span className="clip-note">{label}</span>}
        {eventS !== undefined && <span className="clip-note numbers">{`event ${formatPart(eventS)}`}</span>}
        {hard !== undefined && <span className="clip-note">{hard}</span>}
      </span>
    </button>
  );
}

/** Shows when the event happens, on a line as long as the clip. The text beside it says the same. */
function EventBar({ clip: { eventS, durationS } }: { readonly clip: BundledClip }) {
  if (eventS === undefined || durationS === undefined) return null;
  const [startS, endS] = eventS;
  return (
    <span className="clip-event" aria-hidden="true">
      <span style={{ "--from": startS / durationS, "--to": Math.min(1, endS / durationS) }} />
    </span>
  );
}

/** Plays the clip, silent, over its picture; renders nothing for users who prefer reduced motion or data. */
function Preview({ file }: { readonly file: string }) {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    const still = matchMedia("(prefers-reduced-motion: reduce), (prefers-reduced-data: reduce)").matches;
    if (still) return;
    const timer = setTimeout(() => setPlaying(true), LINGER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!playing) return null;
  return <video src={FOLDER + file} muted loop autoPlay playsInline tabIndex={-1} aria-hidden="true" />;
}
