/** One bundled clip: its picture, what happens in it and when. It plays while looked at. */
import { useEffect, useState } from "react";
import type { BundledClip } from "../../../state/manifest.ts";
import { formatPart } from "../../format.ts";

/** Relative to the page, as `vite.config.ts` builds it for any path. */
const FOLDER = "clips/";

/** A pointer on its way elsewhere starts nothing. */
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

/** When the event happens, on a line as long as the clip. The text beside it says the same. */
function EventBar({ clip: { eventS, durationS } }: { readonly clip: BundledClip }) {
  if (eventS === undefined || durationS === undefined) return null;
  const [startS, endS] = eventS;
  return (
    <span className="clip-event" aria-hidden="true">
      <span style={{ "--from": startS / durationS, "--to": Math.min(1, endS / durationS) }} />
    </span>
  );
}

/** The clip itself, silent and over its picture; nothing for people who prefer less motion or less traffic. */
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
