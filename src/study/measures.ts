/** A study's measures: one number per clip and model, or null if a clip has no such number. */
import { LIMITS } from "../faithfulness/verdict.ts";
import { MEASURES } from "../statistics/mask-measures.ts";
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
  /** True for a difference between two ways for the same clip and model, where 0 means that neither is better. */
  readonly gain: boolean;
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

function value(key: string, title: string, of: Take, decimals = 3): StudyMeasure {
  return { key, title, unit: "", decimals, gain: false, baseline: false, of };
}

function baseline(key: string, title: string, of: Take): StudyMeasure {
  return { ...value(key, title, of), baseline: true };
}

function gain(key: string, title: string, of: Take): StudyMeasure {
  return { ...value(key, title, of), gain: true };
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

const SEARCH: readonly StudyMeasure[] = [
  value("right", "Accuracy", (result, record) => asNumber(wasRight(result, record))),
  value("os", "OS", ({ scores }) => scores.os),
  ...MEASURES.map(({ key, title, unit, decimals, of }) => ({
    key,
    title,
    unit,
    decimals,
    // Measures without a unit are drops in score, and a drop is a difference of two scores.
    gain: unit === "",
    baseline: false,
    of: ({ scores, mask }: StudyResult) => of({ ...scores, mask }),
  })),
  gain("ownDrop", "OS − own operator", ({ scores }) => less(scores.os, scores.own)),
  value("leftStart", "Moved from its start", ({ leftStart }) => Number(leftStart)),
  { ...value("steps", "Steps", ({ steps }) => steps, 0), unit: "steps" },
];

const TRUTH: readonly StudyMeasure[] = [
  value("iou", "IoU with the event", ({ truth }) => truth?.iou ?? null),
  baseline("iouCentred", "IoU, centred block", ({ truth }) => truth?.iouCentred ?? null),
  baseline("iouAnywhere", "IoU, random block", ({ truth }) => truth?.iouAnywhere ?? null),
  gain("iouGain", "IoU, mask − centred", ({ truth }) => less(truth?.iou, truth?.iouCentred)),
  gain("iouOverAnywhere", "IoU, mask − random block", ({ truth }) => less(truth?.iou, truth?.iouAnywhere)),
  value("hit", "Points into the event", ({ truth }) => asNumber(truth?.hit)),
  baseline("hitCentre", "Middle frame in the event", ({ truth }) => asNumber(truth?.hitCentre)),
  baseline("hitRandom", "Random frame in the event", ({ truth }) => truth?.hitRandom ?? null),
  gain("hitGain", "Pointing − middle", ({ truth }) => less(asNumber(truth?.hit), asNumber(truth?.hitCentre))),
];

/** Returns the measures of a map's pointing game, with their baselines. */
function spatial(key: string, title: string, of: (result: StudyResult) => ReturnType<typeof camTruth>) {
  return [
    value(`${key}Hit`, `${title} points at an object`, (result) => asNumber(of(result)?.hit)),
    baseline(`${key}Centre`, "Middle of the frame at an object", (result) => of(result)?.hitCentre ?? null),
    baseline(`${key}Random`, "Random point at an object", (result) => of(result)?.hitRandom ?? null),
    gain(`${key}Gain`, `${title} − middle`, (result) =>
      less(asNumber(of(result)?.hit), of(result)?.hitCentre),
    ),
  ];
}

const WIDER: readonly StudyMeasure[] = [
  ...spatial("cam", "Grad-CAM", camTruth),
  ...spatial("grid", "Spatiotemporal mask", gridTruth),
  gain("gridDrop", "Spatiotemporal OS − FS", ({ spatiotemporal }) =>
    less(spatiotemporal?.scores.os, spatiotemporal?.scores.fs),
  ),
  value("gridArea", "Spatiotemporal mask's area", ({ spatiotemporal }) => spatiotemporal?.area ?? null),
  value("bestWindow", "Score, best window", ({ windows }) => windows?.bestScore ?? null),
  value("gap", "Optimality gap", ({ windows }) => windows?.gap ?? null),
  value("gapMissed", "A better window exists", ({ windows }) =>
    windows === null ? null : Number(windows.missedBy > LIMITS.mostGap),
  ),
  gain("windowGain", "Score, equal windows − mask", ({ windows, scores, operator }) =>
    less(windows?.sameLengthMean, scoreUnder(scores, operator)),
  ),
  gain("deletionGain", "Deletion, chance − mask", ({ faithfulness: f }) =>
    less(f?.deletionChance, f?.deletion),
  ),
  gain("insertionGain", "Insertion, mask − chance", ({ faithfulness: f }) =>
    less(f?.insertion, f?.insertionChance),
  ),
  gain("insideGain", "Score inside, random − mask", ({ faithfulness: f }) =>
    less(f?.insideRandom, f?.inside),
  ),
  value("completenessGap", "Completeness gap", ({ faithfulness }) => faithfulness?.completenessGap ?? null),
  value("stability", "Overlap, repeated searches", ({ faithfulness }) => faithfulness?.stability ?? null),
  value("randomised", "Overlap, shuffled models", ({ faithfulness }) => faithfulness?.randomised ?? null),
];

/** All measures, in the order in which they are shown. */
export const STUDY_MEASURES: readonly StudyMeasure[] = [...SEARCH, ...TRUTH, ...WIDER];
