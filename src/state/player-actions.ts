/** The frame clock's hands. What drives it, and what it drives, are in `view/player`. */
import type { LabContext } from "./context.ts";
import type { PlayerState, StageViews } from "./lab-state.ts";

function change({ get, set }: LabContext, part: Partial<PlayerState>): void {
  set({ player: { ...get().player, ...part } });
}

function lastFrame({ get }: LabContext): number {
  return (get().onPage?.clip.frames.T ?? 1) - 1;
}

/** Shows frame t, held within the clip. */
export function showFrame(context: LabContext, t: number): void {
  change(context, { frame: Math.min(Math.max(t, 0), lastFrame(context)) });
}

/** Pauses and moves by some frames, round the ends. */
export function stepFrames(context: LabContext, by: number): void {
  const T = lastFrame(context) + 1;
  change(context, { playing: false, frame: (((context.get().player.frame + by) % T) + T) % T });
}

/** Plays or pauses; playing from the last frame without loop starts over. */
export function togglePlaying(context: LabContext): void {
  const { playing, frame, loop } = context.get().player;
  const startOver = !playing && !loop && frame === lastFrame(context);
  change(context, { playing: !playing, ...(startOver ? { frame: 0 } : {}) });
}

/** One tick of the clock: the next frame, the first one after the last, or a stop there without loop. */
export function tick(context: LabContext): void {
  const { frame, loop } = context.get().player;
  if (frame < lastFrame(context)) change(context, { frame: frame + 1 });
  else if (loop) change(context, { frame: 0 });
  else change(context, { playing: false });
}

/** Sets the speed, times real time. */
export function setSpeed(context: LabContext, speed: number): void {
  change(context, { speed });
}

/** Whether playing goes on from the start after the last frame. */
export function setLoop(context: LabContext, loop: boolean): void {
  change(context, { loop });
}

/** Changes how the stage shows the clip. */
export function setViews({ get, set }: LabContext, part: Partial<StageViews>): void {
  set({ views: { ...get().views, ...part } });
}
