/** The one clock of both players. */
import { useEffect } from "react";
import { useActions, useLab } from "../../state/use-lab.ts";

/** Shown this long where a clip has no length of its own (a still, a folder of frames). */
const DEFAULT_FRAME_MS = 125;
/** Bounds of a frame's time at speed 1: shorter ones flicker, longer ones look stuck. */
const SHORTEST_MS = 1000 / 30;
const LONGEST_MS = 500;

/** Milliseconds that each of T frames is shown at speed 1. */
export function frameMs(durationS: number, T: number): number {
  if (durationS <= 0) return DEFAULT_FRAME_MS;
  return Math.min(Math.max((durationS / T) * 1000, SHORTEST_MS), LONGEST_MS);
}

/** Ticks the player while it is playing, in step with the screen. */
export function useFrameClock(): void {
  const playing = useLab(({ player, onPage }) => player.playing && onPage !== null);
  const intervalMs = useLab(({ onPage, player }) =>
    onPage === null ? DEFAULT_FRAME_MS : frameMs(onPage.clip.durationS, onPage.clip.frames.T) / player.speed,
  );
  const { tick } = useActions();
  useEffect(() => {
    if (!playing) return;
    let shownSinceMs: number | null = null;
    let request = requestAnimationFrame(function onFrame(nowMs) {
      shownSinceMs ??= nowMs;
      if (nowMs - shownSinceMs >= intervalMs) {
        // After a pause of the whole page one frame passes, not all that were missed.
        shownSinceMs = nowMs - shownSinceMs < 2 * intervalMs ? shownSinceMs + intervalMs : nowMs;
        tick();
      }
      request = requestAnimationFrame(onFrame);
    });
    return () => cancelAnimationFrame(request);
  }, [playing, intervalMs, tick]);
}
