/** The clock that all players share. */
import { useEffect } from "react";
import { useActions, useLab } from "../../state/use-lab.ts";
import { frameMs } from "../../picture/frame-ms.ts";

/** Advances the player while it is playing, in step with the screen. */
export function useFrameClock(): void {
  const playing = useLab(({ player, onPage }) => player.playing && onPage !== null);
  const intervalMs = useLab(({ onPage, player }) => {
    const { durationS, frames } = onPage?.clip ?? { durationS: 0, frames: { T: 1 } };
    return frameMs(durationS, frames.T) / player.speed;
  });
  const { tick } = useActions();
  useEffect(() => {
    if (!playing) return;
    let shownSinceMs: number | null = null;
    let request = requestAnimationFrame(function onFrame(nowMs) {
      shownSinceMs ??= nowMs;
      if (nowMs - shownSinceMs >= intervalMs) {
        // After the page was paused, advance one frame rather than all that were missed.
        shownSinceMs = nowMs - shownSinceMs < 2 * intervalMs ? shownSinceMs + intervalMs : nowMs;
        tick();
      }
      request = requestAnimationFrame(onFrame);
    });
    return () => cancelAnimationFrame(request);
  }, [playing, intervalMs, tick]);
}
