/** What a study measures, one number a clip and model; null where a clip has no such number. */
import { LIMITS } from "../faithfulness/verdict.ts";
import { MEASURES } from "../paper/measures.ts";
import type { ModelResult } from "../paper/table.ts";
import { scoreUnder } from "../result/mask-result.ts";
import type { StudyRecord, StudyResult } from "./record.ts";

/** One measure. */
export interface StudyMeasure {
  /** Its name in files. */
  readonly key: string;
  readonly title: string;
  /** Plural noun after a number; empty for shares and probabilities. */
  readonly unit: string;
  /** Decimals that a mean of it is written with. */
  readonly decimals: number;
  /** Whether it is a difference between two ways for the same clip and model, so that 0 means neither is better. */
  readonly gain: boolean;
  /** Whether it depends on the clip alone or on a mask's length: what a measure is held against, not one itself. */
  readonly baseline: boolean;
  readonly of: (result: StudyResult, record: StudyRecord) => number | null;
}

/** A result as the paper's measures take it. */
export function asModelResult({ scores, cs, mask, steps, stopped, link }: StudyResult): ModelResult {
  const { os, fs, rs } = scores;
  return { os, fs, rs, cs, predicted: null, mask, search: { steps, stopped }, link };
}

/** Whether the model's answer was the label; null where there is none or the model does not know it. */
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

/** null where either is. */
function less(a: number | null | undefined, b: number | null | undefined): number | null {
  return a === null || a === undefined || b === null || b === undefined ? null : a - b;
}

function asNumber(is: boolean | null | undefined): number | null {
  return is === null || is === undefined ? null : Number(is);
}

const camTruth = ({ cam }: StudyResult) => cam?.truth ?? null;
const gridTruth = ({ spatiotemporal }: StudyResult) => spatiotemporal?.pointing.truth ?? null;

const SEARCH: readonly StudyMeasure[] = [
  value("right", "Answered right", (result, record) => asNumber(wasRight(result, record))),
  value("os", "OS", ({ scores }) => scores.os),
  ...MEASURES.map(({ key, title, unit, decimals, of }) => ({
    key,
    title,
    unit,
    decimals,
    // What a mask takes from a score is a score less another.
    gain: unit === "",
    baseline: false,
    of: (result: StudyResult) => of(asModelResult(result)),
  })),
  gain("ownDrop", "OS − own operator", ({ scores }) => less(scores.os, scores.own)),
  value("leftStart", "Left its start", ({ leftStart }) => Number(leftStart)),
  { ...value("steps", "Steps", ({ steps }) => steps, 0), unit: "steps" },
];

const TRUTH: readonly StudyMeasure[] = [
  value("iou", "IoU with the event", ({ truth }) => truth?.iou ?? null),
  baseline("iouCentred", "IoU, centred block", ({ truth }) => truth?.iouCentred ?? null),
  baseline("iouAnywhere", "IoU, block anywhere", ({ truth }) => truth?.iouAnywhere ?? null),
  gain("iouGain", "IoU, mask − centred", ({ truth }) => less(truth?.iou, truth?.iouCentred)),
  gain("iouOverAnywhere", "IoU, mask − anywhere", ({ truth }) => less(truth?.iou, truth?.iouAnywhere)),
  value("hit", "Points into the event", ({ truth }) => asNumber(truth?.hit)),
  baseline("hitCentre", "Middle frame does", ({ truth }) => asNumber(truth?.hitCentre)),
  baseline("hitRandom", "Random frame does", ({ truth }) => truth?.hitRandom ?? null),
  gain("hitGain", "Pointing − middle", ({ truth }) => less(asNumber(truth?.hit), asNumber(truth?.hitCentre))),
];

/** A map's pointing game, beside its baselines. */
function spatial(key: string, title: string, of: (result: StudyResult) => ReturnType<typeof camTruth>) {
  return [
    value(`${key}Hit`, `${title} points at a thing`, (result) => asNumber(of(result)?.hit)),
    baseline(`${key}Centre`, "Middle of the frame does", (result) => of(result)?.hitCentre ?? null),
    baseline(`${key}Random`, "Random point does", (result) => of(result)?.hitRandom ?? null),
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
  gain("windowGain", "Windows as long − mask", ({ windows, scores, operator }) =>
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
  value("stability", "Overlap, searched again", ({ faithfulness }) => faithfulness?.stability ?? null),
  value("randomised", "Overlap, shuffled model", ({ faithfulness }) => faithfulness?.randomised ?? null),
];

/** All of them, in the order in which they are told. */
export const STUDY_MEASURES: readonly StudyMeasure[] = [...SEARCH, ...TRUTH, ...WIDER];
