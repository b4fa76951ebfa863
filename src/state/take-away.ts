/** Turns what is on the page into results to export. Pure; the view writes the files. */
import type { FigureFacts, FigureRow } from "../export/figure-facts.ts";
import type { NamedAfter } from "../export/file-name.ts";
import {
  RESULT_FORMAT,
  RESULT_VERSION,
  type ResultExplanation,
  type ResultFile,
} from "../export/result-json.ts";
import { visibleBox } from "../math/visible-box.ts";
import type { OperatorName } from "../math/operator.ts";
import { frameValues, gridOf, type Mask } from "../math/mask.ts";
import type { SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import type { ModelCard } from "../models/card.ts";
import type { MaskKind } from "../result/link-fields.ts";
import { SOFTWARE_NAME, SOFTWARE_VERSION } from "../result/software.ts";
import {
  cardInUse,
  companionOf,
  isEdited,
  isSearching,
  operatorOf,
  presetOfMask,
  rankClasses,
} from "./derived.ts";
import type { ClipOnPage, LabState, Lane, SearchMoment } from "./lab-state.ts";
import { measuredFaithfulness } from "./faithfulness.ts";

/** Largest number of predictions that a result lists. */
const LISTED_PREDICTIONS = 5;

/** A lane with a mask for the clip on the page, and what a result says about it. */
interface Explained {
  readonly lane: Lane;
  readonly card: ModelCard;
  readonly target: number;
  readonly className: string;
  readonly mask: Mask;
}

function explainedLanes(state: LabState): readonly Explained[] {
  return state.lanes.flatMap((lane) => {
    const card = cardInUse(state, lane.id);
    if (card === null) return [];
    const { target, mask } = lane;
    const className = target === null ? undefined : card.classes[target];
    const fits = mask !== null && frameValues(mask).length === state.onPage?.clip.frames.T;
    return target === null || className === undefined || !fits
      ? []
      : [{ lane, card, target, className, mask }];
  });
}

/** Returns why nothing can be exported now, as a sentence; null if something can. */
export function whyNoTakeAway(state: LabState): string | null {
  if (state.onPage === null) return "Choose or upload a clip first.";
  if (isSearching(state)) return "Waiting for the search to end.";
  const lanes = explainedLanes(state);
  if (lanes.length === 0) return "Find or paint a mask first.";
  if (lanes.some(({ lane }) => lane.scoring.kind === "working")) return "Waiting for this mask’s scores.";
  if (state.onPage.pack.kind === "packing") return "Waiting for the clip to be packed into the link.";
  return null;
}

/** Returns how a lane's mask was made. */
function originOf(lane: Lane): ResultExplanation["origin"] {
  if (lane.finding === null) return "by-hand";
  return isEdited(lane) ? "edited" : "learnt";
}

/** Returns the preset of the search that a lane's mask comes from; null if it had none. */
function presetOf(lane: Lane): ResultExplanation["preset"] {
  return lane.finding === null || lane.mask?.kind === "spatiotemporal" ? null : presetOfMask(lane);
}

/** Returns a spatiotemporal mask as a result file holds it. */
function savedGrid(
  { h, w, values }: SpatiotemporalMask,
  kind: MaskKind,
): NonNullable<ResultExplanation["grid"]> {
  const area = kind.kind === "spatiotemporal" ? kind.area : null;
  return { height: h, width: w, area, values: Array.from(values, rounded) };
}

/** Returns a value of a grid rounded to four decimals, without the digits that float32 adds. */
function rounded(m: number): number {
  return Math.round(m * 1e4) / 1e4;
}

function scoresOf({ scoring }: Lane) {
  return scoring.kind === "ready" ? scoring.scores : null;
}

/**
 * Returns the result on the page as its file holds it; null if there is none.
 *
 * @param link  full address of what is on the page; null if the clip did not fit into a link.
 */
export function resultOf(state: LabState, link: string | null): ResultFile | null {
  const lanes = explainedLanes(state);
  if (state.onPage === null || lanes.length === 0) return null;
  return {
    format: RESULT_FORMAT,
    version: RESULT_VERSION,
    software: { name: SOFTWARE_NAME, version: SOFTWARE_VERSION },
    link,
    clip: clipFacts(state.onPage),
    explanations: lanes.map((explained) => explanationOf(state, explained)),
  };
}

function clipFacts({ clip }: ClipOnPage): ResultFile["clip"] {
  const { name, source, label, event, timestampsS, durationS, sourceWidth, sourceHeight } = clip;
  return {
    name,
    source,
    label: label ?? null,
    eventFrames: event === undefined ? null : [...event],
    timestampsS: [...timestampsS],
    durationS,
    width: sourceWidth,
    height: sourceHeight,
  };
}

function explanationOf(
  state: LabState,
  { lane, card, target, className, mask }: Explained,
): ResultExplanation {
  const { finding, predictions, maskKind } = lane;
  const grid = gridOf(mask);
  const search = finding?.from.kind === "search" ? finding.from : null;
  const ranked = predictions.kind === "ready" ? rankClasses(card.classes, predictions.probabilities) : [];
  return {
    modelId: card.id,
    modelName: card.name,
    target: { index: target, name: className },
    preset: presetOf(lane),
    seed: state.seed,
    origin: originOf(lane),
    operator: operatorOf(lane),
    mask: [...frameValues(mask)],
    ...(grid === null ? {} : { grid: savedGrid(grid, maskKind) }),
    scores: scoresOf(lane),
    proof: isEdited(lane) ? null : (finding?.proof ?? null),
    ...savedFaithfulness(state, lane),
    steps: search?.result.steps ?? null,
    stopped: search?.result.stopped ?? null,
    backend: search?.result.backend ?? null,
    predictions: ranked.slice(0, LISTED_PREDICTIONS),
    ...(search === null ? {} : { history: search.history.map(writtenMoment) }),
  };
}

type WrittenMoment = NonNullable<ResultExplanation["history"]>[number];

/** Returns a step's terms without its mask, which would make the file large. */
function writtenMoment({ step, loss, l1, tv, classScore, lowerBound }: SearchMoment): WrittenMoment {
  return { step, loss, l1, tv, classScore, ...(lowerBound === undefined ? {} : { lowerBound }) };
}

/** Returns the measurement of a lane's mask and its verdict; empty without one. The files call this field "trust". */
function savedFaithfulness({ measured }: LabState, lane: Lane): Pick<ResultExplanation, "trust"> {
  const faithfulness = measuredFaithfulness(lane, measured);
  if (faithfulness === null) return {};
  const { level, summary } = faithfulness.verdict;
  return { trust: { level, summary, measured: faithfulness.measured } };
}

/**
 * Returns the facts for a figure of what is on the page; null if there is nothing to show.
 *
 * @param shows  operator that the figure's frames are perturbed with.
 * @param link   as for `resultOf`.
 */
export function figureFactsOf(state: LabState, shows: OperatorName, link: string | null): FigureFacts | null {
  const lanes = explainedLanes(state);
  if (state.onPage === null || lanes.length === 0) return null;
  const { clip } = state.onPage;
  const rows = lanes.map(({ lane, card, target, className, mask }): FigureRow => ({
    modelName: card.name,
    className,
    preset: originOf(lane) === "learnt" ? presetOf(lane) : null,
    mask,
    visible: visibleBox(clip.frames, card.input),
    scores: scoresOf(lane),
    companion:
      lane.predictions.kind === "ready"
        ? companionOf(card, lane.predictions.probabilities, target, clip.label)
        : null,
    cam: lane.cam.kind === "ready" ? lane.cam.map : null,
  }));
  return {
    frames: clip.frames,
    durationS: clip.durationS,
    clipName: clip.name,
    label: clip.label ?? null,
    event: clip.event ?? null,
    shows,
    rows,
    link,
  };
}

/** Returns the names that the exported files are named after. */
export function namedAfter({ clipName, rows }: FigureFacts): NamedAfter {
  return {
    clipName,
    modelNames: [...new Set(rows.map(({ modelName }) => modelName))],
    className: rows[0]?.className ?? "",
  };
}
