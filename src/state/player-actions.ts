/** Controls of the frame clock. The timer and the players are in `view/player`. */
import type { LabContext } from "./context.ts";
import type { PlayerState, StageViews } from "./lab-state.ts";

/** The actions on the player and the stage's views. */
export const playerActions = ({ get, set }: LabContext) => {
  const move = (part: Partial<PlayerState>) => set({ player: { ...get().player, ...part } });
  const lastFrame = () => (get().onPage?.clip.frames.T ?? 1) - 1;
  return {
    /** Shows frame t, clamped to the clip. */
    showFrame: (t: number) => move({ frame: Math.min(Math.max(t, 0), lastFrame()) }),

    /** Pauses and moves by a number of frames, wrapping at both ends. */
    stepFrames: (by: number) => {
      const T = lastFrame() + 1;
      move({ playing: false, frame: (((get().player.frame + by) % T) + T) % T });
    },

    /** Plays or pauses. Without loop, playing from the last frame starts over. */
    togglePlaying: () => {
      const { playing, frame, loop } = get().player;
      const startOver = !playing && !loop && frame === lastFrame();
      move({ playing: !playing, ...(startOver ? { frame: 0 } : {}) });
    },

    /** Advances the clock by one frame. At the last frame it goes back to the first, or stops if loop is off. */
    tick: () => {
      const { frame, loop } = get().player;
      if (frame < lastFrame()) move({ frame: frame + 1 });
      else if (loop) move({ frame: 0 });
      else move({ playing: false });
    },

    /** Sets the speed, a multiple of real time. */
    setSpeed: (speed: number) => move({ speed }),

    /** Sets whether playing continues from the first frame after the last. */
    setLoop: (loop: boolean) => move({ loop }),

    /** Changes some of the stage's views. */
    setViews: (part: Partial<StageViews>) => set({ views: { ...get().views, ...part } }),
  };
};
