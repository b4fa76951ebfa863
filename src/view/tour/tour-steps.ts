/** Steps of the tour: what each says, points at and does. Their texts follow from what is on the page alone. */
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
import type { LabActions } from "../../state/lab-store.ts";
import { formatRuns } from "../../base/format.ts";
import { formatScore } from "../parts/format.ts";
import type { ControlName } from "../shortcuts/shortcuts.ts";
import type { TourFacts } from "./tour-facts.ts";

/** Passed to the buttons of a step. */
export interface TourScope {
  readonly actions: LabActions;
  readonly press: (control: ControlName) => void;
}

/** A button that does what the step describes. */
export interface TourAct {
  readonly label: string;
  readonly run: (scope: TourScope, facts: TourFacts) => void;
}

/** One step of the tour. */
export interface TourStep {
  readonly id: string;
  readonly title: string;
  /** Selector of the element it points at, usually by accessible name. */
  readonly target: string;
  readonly text: (facts: TourFacts) => string;
  readonly acts?: (facts: TourFacts) => readonly TourAct[];
  /** Returns whether the step's task is done, so that Next becomes the main button. Default: always. */
  readonly done?: (facts: TourFacts) => boolean;
  /** The tour goes on by itself when this becomes true. */
  readonly goesOn?: (facts: TourFacts) => boolean;
  /** Shows the progress of the search. */
  readonly progress?: true;
}

const MASK = '[role="group"][aria-label^="Temporal mask"]';
const MASKED = 'figure[aria-label^="Masked"]';

const className = ({ target }: TourFacts) => (target === null ? "the class" : `“${target.name}”`);

const findMask: TourAct = { label: "Find the mask", run: ({ actions }) => void actions.findMask() };

/** All steps of the tour, in order. */
export const TOUR_STEPS: readonly TourStep[] = [
  {
    id: "clip",
    title: "Start with a clip",
    target: '[aria-label="Clips"]',
    text: ({ clip, example }) =>
      clip === null
        ? example === null
          ? "Drop a short video anywhere on the page, or press “Upload a clip”. It never leaves this machine."
          : "Each of these clips shows one simple action. Open the first one, or drop in a video of your own."
        : clip.own
          ? `Your clip “${clip.name}” is on the page. The tour can use it and will not change it.`
          : `“${clip.name}” is on the page. Each of these clips shows one simple action; you can also drop in a video of your own.`,
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
    title: "The model’s prediction",
    target: '[aria-label^="Predictions"]',
    text: ({ target, model }) =>
      target === null
        ? "Predictions will appear here once the model has seen the clip."
        : `${model ?? "The model"} gives ${className({ target } as TourFacts)} a probability of ${formatScore(target.probability)}. But which frames does it rely on?`,
    done: ({ target }) => target !== null,
  },
  {
    id: "find",
    title: "Find the frames",
    target: ".search-controls",
    text: (facts) =>
      facts.found
        ? `The mask for ${className(facts)} has already been found.`
        : (facts.waiting ??
          `The search looks for the fewest frames to freeze so that the model no longer recognises ${className(facts)}.`),
    acts: ({ found, waiting }) => (found || waiting !== null ? [] : [findMask]),
    done: ({ found }) => found,
    goesOn: ({ searching }) => searching !== null,
  },
  {
    id: "watch",
    title: "Watch it search",
    target: MASK,
    text: (facts) =>
      facts.searching !== null
        ? "The search tries masks, the shortest first, and keeps the one that lowers the score most for its frames."
        : facts.found
          ? `Found: ${framesOf(facts)}. Hatched frames are frozen.`
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
      "Beside the original, the same clip plays frozen: while the mask is on, the last frame before it stands still.",
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
        ? "OS is the score of the original clip, FS that of the frozen one. If FS is far lower, the model needs the motion in those frames."
        : `OS ${formatScore(learnt.os)} is the score of the original clip, FS ${formatScore(learnt.fs)} that of the frozen one. The larger the drop, the more the model needs the motion in those frames.`,
  },
  {
    id: "reverse",
    title: "Does the direction matter?",
    target: MASKED,
    text: ({ learnt }) =>
      `The same frames can also be played backwards.${learnt === null ? "" : ` That gives RS ${formatScore(learnt.rs)}.`} If RS stays near OS, the model needs motion there, but not its direction.`,
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
          ? "The model is scoring your mask."
          : `FS is now ${formatScore(scores.fs)}${learnt === null ? "" : `; it was ${formatScore(learnt.fs)}`}. Every edit is scored at once, and can be undone.`
        : "Click or drag across the frames to freeze others. The scores update at once.",
    acts: (facts) => {
      if (facts.edited) return [{ label: "Undo the change", run: ({ actions }) => actions.undo() }];
      const t = frameToPaint(facts);
      return t === null
        ? []
        : [{ label: `Toggle frame ${t + 1}`, run: ({ actions }) => actions.toggleFrame(t) }];
    },
  },
  {
    id: "compare",
    title: "Compare another model",
    target: '[aria-labelledby="setup-title"]',
    text: ({ model, other, second, searching }) =>
      second !== null
        ? second.learnt !== null
          ? `${second.name} gives FS ${formatScore(second.learnt.fs)} and RS ${formatScore(second.learnt.rs)} with its own mask. Do both models need the same frames?`
          : searching !== null
            ? `Finding the mask of ${second.name} on the same clip.`
            : (second.waiting ?? `${second.name} is shown beside it. One press finds both masks.`)
        : other === null
          ? "Load a second model to see whether it relies on the same frames."
          : `${other.name} may rely on other frames than ${model ?? "this model"}. Compare the two; your result stays on the page.`,
    acts: ({ other, second, searching }) => {
      if (second !== null)
        return second.learnt !== null || second.waiting !== null || searching !== null
          ? []
          : [{ label: "Find its mask too", run: ({ actions }) => void actions.findMask() }];
      return other === null
        ? []
        : [
            {
              label: `Compare ${other.name}`,
              run: ({ actions }) => void actions.compareWithModel(other.id),
            },
          ];
    },
    progress: true,
  },
  {
    id: "faithfulness",
    title: "Check its faithfulness",
    target: '[aria-label="Faithfulness"]',
    text: ({ faithfulness }) =>
      faithfulness?.verdict ??
      (faithfulness === null
        ? "Any mask looks convincing. Once there is one, the page can measure whether it shows what the model relies on."
        : faithfulness.measuring
          ? "This mask is being tested against every window of frames, scattered frames, repeated searches and a model with shuffled weights."
          : "Any mask looks convincing. One press tests this one against every window of frames, scattered frames, repeated searches and a model with shuffled weights. It takes a minute or two."),
    acts: ({ faithfulness }) =>
      faithfulness === null || faithfulness.measuring || faithfulness.verdict !== null
        ? []
        : [{ label: "Check it", run: ({ actions }) => void actions.measureFaithfulness() }],
  },
  {
    id: "share",
    title: "Share the result",
    target: '[data-control="copy"]',
    text: ({ clip }) =>
      `The link holds the mask and the scores${clip?.own ? ", and also your clip: anyone with the link can see it" : ""}. Anyone who opens it sees this result, and their browser re-checks the numbers.`,
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
  return runs.length === 0 ? "no frame above 0.5" : formatRuns(runs);
}

/** Returns the frame after the mask's first run (the clip's last frame if that run ends it), or its middle frame; null if there is no mask. */
function frameToPaint({ mask }: TourFacts): number | null {
  if (mask === null) return null;
  const [run] = maskRuns(mask, SHOWN_ON);
  if (run === undefined) return Math.floor(mask.length / 2);
  return Math.min(run[1] + 1, mask.length - 1);
}
