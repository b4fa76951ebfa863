/** Generates a preview clip while the dialog is open. */
import { useEffect, useState } from "react";
import { asLabError } from "../../../base/errors.ts";
import type { Clip } from "../../../clip/clip.ts";
import { useActions } from "../../../state/use-lab.ts";

/** State of the preview. The last clip stays visible until the next one is ready. */
export interface SketchState {
  readonly clip: Clip | null;
  readonly working: boolean;
  readonly problem: string | null;
}

/** The worker cannot be interrupted within a clip, so it is called only when typing pauses. */
const PAUSE_MS = 150;

/**
 * Returns the preview of a class and a seed.
 *
 * @param seed  null while the seed is invalid.
 */
export function useSketch(className: string, seed: number | null): SketchState {
  const { sketchClip } = useActions();
  const [state, setState] = useState<SketchState>({ clip: null, working: true, problem: null });
  useEffect(() => {
    if (seed === null) return;
    const { signal, abort } = abortable();
    const timer = setTimeout(() => {
      setState(({ clip }) => ({ clip, working: true, problem: null }));
      sketchClip({ className, seed }, signal).then(
        (clip) => setState({ clip, working: false, problem: null }),
        (error: unknown) => {
          if (signal.aborted) return;
          setState({ clip: null, working: false, problem: asLabError(error, "value").message });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort();
    };
  }, [className, seed, sketchClip]);
  return state;
}

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
