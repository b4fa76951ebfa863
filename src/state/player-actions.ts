/** The controls of the frame clock. What drives it, and what it drives, are in `view/player`. */
import type { LabContext } from "./context.ts";
import type { PlayerState, StageViews } from "./lab-state.ts";

/** The actions on the player and on how the stage shows the clip. */
export const playerActions = ({ get, set }: LabContext) => {
  const move = (part: Partial<PlayerState>) => set({ player: { ...get().player, ...part } });
  const lastFrame = () => (get().onPage?.clip.frames.T ?? 1) - 1;
  return {
    /** Shows frame t, held within the clip. */
    showFrame: (t: number) => move({ frame: Math.min(Math.max(t, 0), lastFrame()) }),

    /** Pauses and moves by some frames, round the ends. */
    stepFrames: (by: number) => {
      const T = lastFrame() + 1;
      move({ playing: false, frame: (((get().player.frame + by) % T) + T) % T });
    },

    /** Plays or pauses; playing from the last frame without loop starts over. */
    togglePlaying: () => {
      const { playing, frame, loop } = get().player;
      const startOver = !playing && !loop && frame === lastFrame();
      move({ playing: !playing, ...(startOver ? { frame: 0 } : {}) });
    },

    /** Advances the clock: the next frame, the first one after the last, or a stop there without loop. */
    tick: () => {
      const { frame, loop } = get().player;
      if (frame < lastFrame()) move({ frame: frame + 1 });
      else if (loop) move({ frame: 0 });
      else move({ playing: false });
    },

    /** Sets the speed, times real time. */
    setSpeed: (speed: number) => move({ speed }),

    /** Sets whether playing goes on from the start after the last frame. */
    setLoop: (loop: boolean) => move({ loop }),

    /** Changes how the stage shows the clip. */
    setViews: (part: Partial<StageViews>) => set({ views: { ...get().views, ...part } }),
  };
};
