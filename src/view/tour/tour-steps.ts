/** The tour: what each step says, points at and does. Every word depends on what is on the page, and only on that. */
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
import type { LabActions } from "../../state/lab-store.ts";
import { formatRuns, formatScore } from "../format.ts";
import type { ControlName } from "../shortcuts.ts";
import type { TourFacts } from "./tour-facts.ts";

/** What a step's buttons can work with. */
export interface TourScope {
  readonly actions: LabActions;
  readonly press: (control: ControlName) => void;
}

/** A button that does what the step speaks of. */
export interface TourAct {
  readonly label: string;
  readonly run: (scope: TourScope, facts: TourFacts) => void;
}

/** One stop of the tour. */
export interface TourStep {
  readonly id: string;
  readonly title: string;
  /** Selector of what it points at, by the names that assistive technology uses too. */
  readonly target: string;
  readonly text: (facts: TourFacts) => string;
  readonly acts?: (facts: TourFacts) => readonly TourAct[];
  /** Whether what the step asks for is there, so that going on is the thing to do. Default: always. */
  readonly done?: (facts: TourFacts) => boolean;
  /** Goes on by itself when this becomes true. */
  readonly goesOn?: (facts: TourFacts) => boolean;
  /** Shows how far the search has come. */
  readonly progress?: true;
}

const MASK = '[role="group"][aria-label^="Temporal mask"]';
const MASKED = 'figure[aria-label^="Masked"]';

const className = ({ target }: TourFacts) => (target === null ? "the class" : `“${target.name}”`);

const findMask: TourAct = { label: "Find the mask", run: ({ actions }) => void actions.findMask() };

/** All stops of the tour, in order. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    id: "clip",
    title: "Start with a clip",
    target: '[aria-label="Clips"]',
    text: ({ clip, example }) =>
      clip === null
        ? example === null
          ? "Drop a short video anywhere on the page, or press “Upload a clip”. It never leaves this machine."
          : "Each of these clips shows one simple action. Open the first one, or drop a video of yours."
        : clip.own
          ? `Your clip “${clip.name}” is on the page. The tour can use it, and leaves it as it is.`
          : `“${clip.name}” is on the page. Each of these clips shows one simple action; yours can be dropped anywhere.`,
    acts: ({ clip, example }) =>
      example === null || clip?.own === false
        ? []
        : clip === null
          ? [openExample("Open a clip")]
          : [openExample("Open a bundled clip instead")],
    done: ({ clip }) => clip !== null,
  },
  {
    id: "prediction",
    title: "The model’s guess",
    target: '[aria-label^="Predictions"]',
    text: ({ target, model }) =>
      target === null
        ? "Here the model’s guesses will stand, as soon as it has seen the clip."
        : `${model ?? "The model"} gives ${className({ target } as TourFacts)} a probability of ${formatScore(target.probability)}. But which frames made it say so?`,
    done: ({ target }) => target !== null,
  },
  {
    id: "find",
    title: "Ask for the frames",
    target: ".search-controls",
    text: (facts) =>
      facts.found
        ? `The mask for ${className(facts)} is there already.`
        : (facts.waiting ??
          `The search looks for the fewest frames whose freezing makes the model lose ${className(facts)}.`),
    acts: ({ found, waiting }) => (found || waiting !== null ? [] : [findMask]),
    done: ({ found }) => found,
    goesOn: ({ searching }) => searching !== null,
  },
  {
    id: "watch",
    title: "Watch it learn",
    target: MASK,
    text: (facts) =>
      facts.searching !== null
        ? "Each step moves the mask a little, to where the score falls and the mask stays short. It ends once nothing is gained."
        : facts.found
          ? `Found: ${framesOf(facts)}. Hatched frames are the ones it freezes.`
          : "The search was stopped before it found a mask.",
    acts: ({ found, searching, waiting }) =>
      found || searching !== null || waiting !== null ? [] : [findMask],
    done: ({ found, searching }) => found && searching === null,
    progress: true,
  },
  {
    id: "frozen",
    title: "See what it froze",
    target: MASKED,
    text: () =>
      "Beside the original plays the same clip, frozen: while the mask is on, the last frame before it stands still.",
    acts: () => [
      {
        label: "Play or pause",
        run: ({ actions }) => {
          actions.setViews({ masked: "freeze" });
          actions.togglePlaying();
        },
      },
    ],
  },
  {
    id: "scores",
    title: "Read the scores",
    target: '[aria-label="Scores"]',
    text: ({ learnt }) =>
      learnt === null
        ? "OS is the score of the clip as filmed, FS the score frozen. If FS is far lower, the model needs the motion in those frames."
        : `OS ${formatScore(learnt.os)} is the clip as filmed, FS ${formatScore(learnt.fs)} the clip frozen. The further it falls, the more the model needs the motion in those frames.`,
  },
  {
    id: "reverse",
    title: "Does the direction matter?",
    target: MASKED,
    text: ({ learnt }) =>
      `The same frames can also be played backwards.${learnt === null ? "" : ` That gives RS ${formatScore(learnt.rs)}.`} If it stays near OS, the model needs motion there, but not its direction.`,
    acts: () => [
      { label: "Show them reversed", run: ({ actions }) => actions.setViews({ masked: "reverse" }) },
    ],
  },
  {
    id: "paint",
    title: "Try your own mask",
    target: MASK,
    text: ({ edited, scores, learnt }) =>
      edited
        ? scores === null
          ? "The model is asked about the mask as you painted it."
          : `FS is ${formatScore(scores.fs)} now${learnt === null ? "" : `, and was ${formatScore(learnt.fs)}`}. Every edit is scored at once, and can be undone.`
        : "Click or drag across the frames to freeze others. The scores follow at once.",
    acts: (facts) => {
      if (facts.edited) return [{ label: "Take it back", run: ({ actions }) => actions.undo() }];
      const t = frameToPaint(facts);
      return t === null
        ? []
        : [{ label: `Switch frame ${t + 1}`, run: ({ actions }) => actions.toggleFrame(t) }];
    },
  },
  {
    id: "compare",
    title: "Ask another model",
    target: '[aria-labelledby="setup-title"]',
    text: ({ model, other, second, searching }) =>
      second !== null
        ? second.learnt !== null
          ? `${second.name} gives FS ${formatScore(second.learnt.fs)} and RS ${formatScore(second.learnt.rs)} with its own mask. Do both models need the same frames?`
          : searching !== null
            ? `${second.name} is being searched on the same clip.`
            : (second.waiting ?? `${second.name} stands beside it. One press searches both.`)
        : other === null
          ? "Load a second model to see whether it needs the same frames."
          : `${model ?? "This model"} is one of two. ${other.name} may need other frames of the same clip; what you have found is kept.`,
    acts: ({ other, second, searching }) => {
      if (second !== null)
        return second.learnt !== null || second.waiting !== null || searching !== null
          ? []
          : [{ label: "Find its mask too", run: ({ actions }) => void actions.findMask() }];
      return other === null
        ? []
        : [
            {
              label: `Set ${other.name} beside it`,
              run: ({ actions }) => void actions.compareWith(other.id),
            },
          ];
    },
    progress: true,
  },
  {
    id: "trust",
    title: "Ask whether to believe it",
    target: '[aria-label="Trust"]',
    text: ({ trust }) =>
      trust?.verdict ??
      (trust === null
        ? "Any mask looks convincing. With one of its own, the page can measure whether it tells the truth."
        : trust.measuring
          ? "This mask is being set against chance, every window of frames, searches run again and a model with shuffled weights."
          : "Any mask looks convincing. One press sets this one against chance, every window of frames, searches run again and a model with shuffled weights. It takes a minute or two."),
    acts: ({ trust }) =>
      trust === null || trust.measuring || trust.verdict !== null
        ? []
        : [{ label: "Check it", run: ({ actions }) => void actions.measureTrust() }],
  },
  {
    id: "share",
    title: "Send it to somebody",
    target: '[data-control="copy"]',
    text: ({ clip }) =>
      `The link holds the mask and the scores${clip?.own ? ", and your clip itself: who has the link can see it" : ""}. Whoever opens it sees this result, and their own machine checks the numbers.`,
    acts: () => [{ label: "Copy the link", run: ({ press }) => press("copy") }],
  },
];

function openExample(label: string): TourAct {
  return {
    label,
    run: ({ actions }, { example }) => {
      if (example !== null) void actions.openClip({ kind: "bundled", clip: example });
    },
  };
}

function framesOf({ mask }: TourFacts): string {
  const runs = maskRuns(mask ?? [], SHOWN_ON);
  return runs.length === 0 ? "no frame above one half" : formatRuns(runs);
}

/** The frame right after the mask's first run, or its last frame where the run ends the clip. */
function frameToPaint({ mask }: TourFacts): number | null {
  if (mask === null) return null;
  const [run] = maskRuns(mask, SHOWN_ON);
  if (run === undefined) return Math.floor(mask.length / 2);
  return Math.min(run[1] + 1, mask.length - 1);
}
