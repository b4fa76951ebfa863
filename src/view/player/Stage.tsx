/** The middle of the page: players, transport, scrubber and masks; an empty stage if there is no clip. */
import { useMemo, useRef } from "react";
import { useLab } from "../../state/use-lab.ts";
import { MaskStrips } from "../mask/MaskStrips.tsx";
import { useSize } from "../hooks/use-size.ts";
import { EmptyStage } from "./EmptyStage.tsx";
import { Filmstrip } from "./Filmstrip.tsx";
import { createFramePainter } from "./frame-painter.ts";
import { Players } from "./Players.tsx";
import { StageBar } from "./StageBar.tsx";
import { Transport } from "./Transport.tsx";
import { useFrameClock } from "./use-frame-clock.ts";

export function Stage() {
  const clip = useLab(({ onPage }) => onPage?.clip ?? null);
  const stage = useRef<HTMLElement>(null);
  const timeline = useRef<HTMLDivElement>(null);
  const { width } = useSize(timeline);
  const original = useMemo(() => (clip === null ? null : createFramePainter(clip.frames)), [clip]);
  useFrameClock();
  return (
    <section className="stage" aria-label="Players" ref={stage}>
      {original === null ? (
        <EmptyStage />
      ) : (
        <>
          <StageBar stage={stage} />
          <Players original={original} />
          <Transport />
        </>
      )}
      <div className="timeline" ref={timeline}>
        {original !== null && <Filmstrip painter={original} />}
        <MaskStrips width={width} />
      </div>
      {clip !== null && clip.notices.length > 0 && (
        <ul className="notices" aria-label="About this clip">
          {clip.notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
