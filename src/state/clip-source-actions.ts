/** Clips by address and generated clips; and trimming and previewing the source of the clip on the page. */
import type { LabError } from "../base/errors.ts";
import type { Clip } from "../clip/clip.ts";
import type { SourceStrip } from "../worker/protocol.ts";
import { seedShuffle } from "./seed-shuffle.ts";
import { bringIn, openClip, predictAll } from "./clip-actions.ts";
import type { LabContext } from "./context.ts";
import { framesWanted } from "./derived.ts";
import type { ClipInput, ClipOnPage, TimeRange } from "./lab-state.ts";

/** Outcome of opening a clip. */
export type Opened =
  | { readonly kind: "opened" }
  /** The user stopped it, or chose another clip. */
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly problem: LabError };

/** Settings of a generated clip. */
export interface Sketch {
  /** Name of one of `GENERATED_CLASSES`. */
  readonly className: string;
  /** Whole number. */
  readonly seed: number;
}

/** Height of the strip's pictures in pixels: twice the height they are shown at. */
const STRIP_HEIGHT = 96;

/** The actions on the sources of clips. */
export const clipSourceActions = (context: LabContext) => {
  const { get, deps } = context;
  return {
    /**
     * Opens a clip by its `https:` address; `stopDecoding` ends it. Predictions follow in the background.
     *
     * @returns the outcome, for callers that show errors themselves: nothing is added to the page's problems.
     */
    openAddress: async (url: string): Promise<Opened> => {
      const problems: LabError[] = [];
      const onProblem = (problem: LabError) => void problems.push(problem);
      if (await bringIn(context, { kind: "address", url }, { onProblem })) {
        void predictAll(context);
        return { kind: "opened" };
      }
      const [problem] = problems;
      return problem === undefined ? { kind: "stopped" } : { kind: "failed", problem };
    },

    chooseRange: (range: TimeRange) => chooseRange(context, range),

    /**
     * Returns small pictures over the whole source of a clip.
     *
     * @throws {LabError} as the clip worker does.
     */
    stripOfClip: ({ files, clip }: ClipOnPage, count: number, signal: AbortSignal): Promise<SourceStrip> => {
      const ask = { files: [...files], name: clip.name, count, height: STRIP_HEIGHT };
      return deps.clips.run("thumbnails", ask, { signal });
    },

    /**
     * Generates a clip for a preview; the clip on the page stays.
     *
     * @throws {LabError} as the clip worker does.
     */
    sketchClip: ({ className, seed }: Sketch, signal: AbortSignal): Promise<Clip> => {
      const ask = { className, seed, name: className, T: framesWanted(get()) };
      return deps.clips.run("generate", ask, { signal });
    },

    /** Returns another seed each time, one that no bundled model was trained on. */
    shuffleSeed: seedShuffle(deps.entropy),
  };
};

/** Shortest cut in seconds that counts as trimming: less than half a frame at 100 frames a second. */
const SLACK_S = 0.004;

/**
 * Samples only a part of the clip on the page. The range is cut to the source's length; does nothing if the source has
 * no length.
 */
async function chooseRange(context: LabContext, [startS, endS]: TimeRange): Promise<void> {
  const { onPage } = context.get();
  const wholeS = onPage?.clip.sourceDurationS ?? 0;
  if (onPage === null || wholeS === 0) return;
  const { input, files } = onPage;
  if (input.kind === "generated" || input.kind === "inside") return;
  const whole = wholeOf(input);
  const isWhole = startS < SLACK_S && endS > wholeS - SLACK_S;
  const range: TimeRange = [Math.max(0, startS), Math.min(endS, wholeS)];
  await openClip(context, isWhole ? whole : { ...whole, range }, { files, did: "choice of part" });
}

type Sampled = Extract<ClipInput, { range?: TimeRange }>;

function wholeOf(input: Sampled): Sampled {
  switch (input.kind) {
    case "bundled":
      return { kind: input.kind, clip: input.clip };
    case "files":
      return { kind: input.kind, files: input.files, name: input.name };
    case "address":
      return { kind: input.kind, url: input.url };
  }
}
