/** A study's measures: one number per clip and model, or null if a clip has no such number. */
import { LIMITS } from "../faithfulness/verdict.ts";
import { OPERATOR_NAMES, type OperatorName } from "../math/operator.ts";
import { MEASURES, type MeasureKey } from "../statistics/mask-measures.ts";
import { scoreUnder } from "../result/mask-result.ts";
import type { StudyRecord, StudyResult } from "./record.ts";

/** One measure. */
export interface StudyMeasure {
  /** Name in files. */
  readonly key: string;
  readonly title: string;
  /** Plural noun after a number; empty for shares and probabilities. */
  readonly unit: string;
  /** Number of decimals in its mean. */
  readonly decimals: number;
  /** Possible values: 0 or 1 ("share"), numbers in [0, 1] ("unit"), any number ("open"). */
  readonly scale: "share" | "unit" | "open";
  /** True for a difference between two ways for the same clip and model, where 0 means that neither is better. */
  readonly gain: boolean;
  /** Operators whose search maximises this gain. Such a gain is large by design, so testing it would prove nothing. */
  readonly maximisedBy: readonly OperatorName[];
  /**
   * True for a baseline, which depends only on the clip or on the mask's length; other measures are compared with it.
   */
  readonly baseline: boolean;
  readonly of: (result: StudyResult, record: StudyRecord) => number | null;
}

/** Returns whether the predicted class is the clip's label; null if there is no label or the model does not know it. */
export function wasRight({ target, predicted, cs }: StudyResult, { clip }: StudyRecord): boolean | null {
  if (clip.label === null) return null;
  if (predicted.name === clip.label) return true;
  return target.from === "label" || cs !== null ? false : null;
}

type Take = StudyMeasure["of"];

const PLAIN = { unit: "", decimals: 3, gain: false, maximisedBy: [], baseline: false } as const;

function value(key: string, title: string, of: Take): StudyMeasure {
  return { ...PLAIN, key, title, scale: "unit", of };
}

function open(key: string, title: string, of: Take): StudyMeasure {
  return { ...PLAIN, key, title, scale: "open", of };
}

function share(
  key: string,
  title: string,
  is: (...of: Parameters<Take>) => boolean | null | undefined,
): StudyMeasure {
  return { ...PLAIN, key, title, scale: "share", of: (...of) => asNumber(is(...of)) };
}

function gain(key: string, title: string, of: Take): StudyMeasure {
  return { ...open(key, title, of), gain: true };
}

function baseline(measure: StudyMeasure): StudyMeasure {
  return { ...measure, baseline: true };
}

/** Returns a - b; null if either is missing. */
function less(a: number | null | undefined, b: number | null | undefined): number | null {
  return a === null || a === undefined || b === null || b === undefined ? null : a - b;
}

function asNumber(is: boolean | null | undefined): number | null {
  return is === null || is === undefined ? null : Number(is);
}

const camTruth = ({ cam }: StudyResult) => cam?.truth ?? null;
const gridTruth = ({ spatiotemporal }: StudyResult) => spatiotemporal?.pointing.truth ?? null;

/** Operators whose search maximises a measure of the paper. */
const PAPER_MAXIMISED: Readonly<Record<MeasureKey, readonly OperatorName[]>> = {
  length: [],
  runs: [],
  freezeDrop: ["freeze"],
  reverseDrop: ["reverse"],
};

const SEARCH: readonly StudyMeasure[] = [
  share("right", "Accuracy", wasRight),
  value("os", "OS", ({ scores }) => scores.os),
  ...MEASURES.map(({ key, title, unit, decimals, of }) => ({
    key,
    title,
    unit,
    decimals,
    scale: "open" as const,
    // Measures without a unit are drops in score, and a drop is a difference of two scores.
    gain: unit === "",
    maximisedBy: PAPER_MAXIMISED[key],
    baseline: false,
    of: ({ scores, mask }: StudyResult) => of({ ...scores, mask }),
  })),
  {
    ...gain("ownDrop", "OS − own operator", ({ scores }) => less(scores.os, scores.own)),
    maximisedBy: OPERATOR_NAMES,
  },
  share("leftStart", "Moved from its start", ({ leftStart }) => leftStart),
  { ...open("steps", "Steps", ({ steps }) => steps), unit: "steps", decimals: 0 },
];

const TRUTH: readonly StudyMeasure[] = [
  value("iou", "IoU with the event", ({ truth }) => truth?.iou ?? null),
  baseline(value("iouCentred", "IoU, centred block", ({ truth }) => truth?.iouCentred ?? null)),
  baseline(value("iouAnywhere", "IoU, random block", ({ truth }) => truth?.iouAnywhere ?? null)),
  gain("iouGain", "IoU, mask − centred", ({ truth }) => less(truth?.iou, truth?.iouCentred)),
  gain("iouOverAnywhere", "IoU, mask − random block", ({ truth }) => less(truth?.iou, truth?.iouAnywhere)),
  share("hit", "Points into the event", ({ truth }) => truth?.hit),
  baseline(share("hitCentre", "Middle frame in the event", ({ truth }) => truth?.hitCentre)),
  baseline(value("hitRandom", "Random frame in the event", ({ truth }) => truth?.hitRandom ?? null)),
  gain("hitGain", "Pointing − middle", ({ truth }) => less(asNumber(truth?.hit), asNumber(truth?.hitCentre))),
];

/** Returns the measures of a map's pointing game, with their baselines. */
function spatial(key: string, title: string, of: (result: StudyResult) => ReturnType<typeof camTruth>) {
  return [
    share(`${key}Hit`, `${title} points at an object`, (result) => of(result)?.hit),
    baseline(
      value(`${key}Centre`, "Middle of the frame at an object", (result) => of(result)?.hitCentre ?? null),
    ),
    baseline(value(`${key}Random`, "Random point at an object", (result) => of(result)?.hitRandom ?? null)),
    gain(`${key}Gain`, `${title} − middle`, (result) =>
      less(asNumber(of(result)?.hit), of(result)?.hitCentre),
    ),
  ];
}

const WIDER: readonly StudyMeasure[] = [
  ...spatial("cam", "Grad-CAM", camTruth),
  ...spatial("grid", "Spatiotemporal mask", gridTruth),
  {
    ...gain("gridDrop", "Spatiotemporal OS − FS", ({ spatiotemporal }) =>
      less(spatiotemporal?.scores.os, spatiotemporal?.scores.fs),
    ),
    // A spatiotemporal search freezes, whatever operator the temporal one has.
    maximisedBy: OPERATOR_NAMES,
  },
  value("gridArea", "Spatiotemporal mask's area", ({ spatiotemporal }) => spatiotemporal?.area ?? null),
  value("bestWindow", "Score, best window", ({ windows }) => windows?.bestScore ?? null),
  open("gap", "Optimality gap", ({ windows }) => windows?.gap ?? null),
  share("gapMissed", "A better window exists", ({ windows }) =>
    windows === null ? null : windows.gap > LIMITS.mostGap,
  ),
  minimised("windowGain", "Score, equal windows − mask", ({ windows, scores, operator }) =>
    less(windows?.sameLengthMean, scoreUnder(scores, operator)),
  ),
  gain("deletionGain", "Deletion, scattered − mask", ({ faithfulness: f }) =>
    less(f?.deletionChance, f?.deletion),
  ),
  gain("insertionGain", "Insertion, mask − scattered", ({ faithfulness: f }) =>
    less(f?.insertion, f?.insertionChance),
  ),
  minimised("insideGain", "Score inside, scattered − mask", ({ faithfulness: f }) =>
    less(f?.insideRandom, f?.inside),
  ),
  open("completenessGap", "Completeness gap", ({ faithfulness }) => faithfulness?.completenessGap ?? null),
  value("stability", "Overlap, repeated searches", ({ faithfulness }) => faithfulness?.stability ?? null),
  value("randomised", "Overlap, shuffled models", ({ faithfulness }) => faithfulness?.randomised ?? null),
  gain("deletionOverCentred", "Deletion, centre-out − mask", ({ faithfulness: f }) =>
    less(f?.deletionCentred, f?.deletion),
  ),
  gain("insertionOverCentred", "Insertion, mask − centre-out", ({ faithfulness: f }) =>
    less(f?.insertion, f?.insertionCentred),
  ),
  share("suffices", "Frames suffice", ({ faithfulness }) =>
    faithfulness?.kept == null ? null : faithfulness.kept >= LIMITS.leastKept,
  ),
  value(
    "stabilityNear",
    "Overlap, searches as good",
    ({ faithfulness }) => faithfulness?.stabilityNear ?? null,
  ),
  open(
    "searchesFailed",
    "Repeated searches failed",
    ({ faithfulness }) => faithfulness?.searchesFailed ?? null,
  ),
  open(
    "randomisedOverChance",
    "Shuffled models, over chance",
    ({ faithfulness }) => faithfulness?.randomisedOverChance ?? null,
  ),
  share("proven", "Proven best", ({ proof }) => proof?.proven),
];

/** A gain over the score of the mask's frames, which every search minimises. */
function minimised(key: string, title: string, of: Take): StudyMeasure {
  return { ...gain(key, title, of), maximisedBy: OPERATOR_NAMES };
}

/** All measures, in the order in which they are shown. */
export const STUDY_MEASURES: readonly StudyMeasure[] = [...SEARCH, ...TRUTH, ...WIDER];

/** Returns the gains that any of these models has and that the operator's search maximises; they are not tested. */
export function maximisedGains(
  operator: OperatorName,
  models: readonly { readonly measures: readonly { readonly key: string }[] }[],
): readonly StudyMeasure[] {
  return STUDY_MEASURES.filter(
    ({ key, maximisedBy }) =>
      maximisedBy.includes(operator) &&
      models.some(({ measures }) => measures.some((measure) => measure.key === key)),
  );
}
