/** What follows from the state. Functions that return new objects are for `useMemo`, not for store selectors. */
import { frameValues, type Mask } from "../math/mask.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import type { OperatorName } from "../math/operator.ts";
import type { ModelCard } from "../models/card.ts";
import type { Scores } from "../result/mask-result.ts";
import type { PresetName } from "../math/search-settings.ts";
import {
  DEFAULT_FRAMES,
  MAIN,
  type ClipInput,
  type LabState,
  type Lane,
  type LaneId,
  type MaskedView,
  type Predictions,
} from "./lab-state.ts";
import { laneOf, mainLane } from "./lanes.ts";
import type { ModelEntry } from "./model-entry.ts";

/** Returns the model in use in a lane, if any. */
export function modelInUse(state: LabState, id: LaneId = MAIN): ModelEntry | null {
  const modelId = laneOf(state, id)?.modelId ?? null;
  return state.models.find((model) => model.id === modelId) ?? null;
}

/** Returns the card of the model in use in a lane; null until one is loaded. */
export function cardInUse(state: LabState, id: LaneId = MAIN): ModelCard | null {
  return modelInUse(state, id)?.card ?? null;
}

/** Returns the model in use in a lane if it can be asked: not one that is still loading, nor one that a link names and that is not here. */
export function modelToAsk(state: LabState, id: LaneId = MAIN): ModelEntry | null {
  const model = modelInUse(state, id);
  return model === null || model.card === null || model.source.kind === "awaited" ? null : model;
}

/** Returns the id of a lane's model as a picker shows it: the one being loaded, else the one in use; null if it has none. */
export function chosenModel(state: LabState, id: LaneId = MAIN): string | null {
  const job = laneOf(state, id)?.modelJob;
  if (job?.kind === "loading") return job.id;
  return cardInUse(state, id) === null ? null : (laneOf(state, id)?.modelId ?? null);
}

/** Returns the name of the class that a lane explains; null until both model and target are known. */
export function targetName(state: LabState, id: LaneId = MAIN): string | null {
  const target = laneOf(state, id)?.target ?? null;
  return target === null ? null : (cardInUse(state, id)?.classes[target] ?? null);
}

/** How many frames to sample from a clip: what the main lane's model takes. */
export function framesWanted(state: LabState): number {
  return cardInUse(state)?.input.frames ?? DEFAULT_FRAMES;
}

/** What to call a clip before it is decoded. */
export function nameOfInput(input: ClipInput): string {
  switch (input.kind) {
    case "bundled":
      return input.clip.name;
    case "files":
    case "inside":
      return input.name;
    case "generated":
      return `${input.className} (seed ${input.seed})`;
    case "address":
      return input.url.split("/").at(-1) || input.url;
  }
}

/** Whether a link has to carry the clip's frames, for want of a name by which others could have just these. */
export function travelsInside(input: ClipInput): boolean {
  return input.kind === "files" || (input.kind === "bundled" && input.range !== undefined);
}

/** Why nothing can be found in what a model of one frame sees. */
export const ONE_FRAME = "This model takes one frame, and a mask needs several to choose between.";

/** Returns why a lane cannot search for a mask now, as a sentence; null if it can. */
export function whyNoSearch(state: LabState, id: LaneId = MAIN): string | null {
  const lane = laneOf(state, id);
  if (state.backend.kind === "failed") return "No backend could be started in this browser.";
  if (lane === null) return "Choose what to compare with first.";
  if (lane.modelJob.kind === "loading") return `Waiting for ${lane.modelJob.name} to load.`;
  if (lane.modelId === null) return "Choose a model first.";
  const model = modelInUse(state, id);
  if (model?.source.kind === "awaited")
    return `This model is not here: load ${model.source.wanted.fileName}, or drop it on the page.`;
  if (model === null || model.card === null) return "Choose a model first.";
  if (state.clipJob.kind === "fetching") return "Waiting for the clip to be fetched.";
  if (state.clipJob.kind === "decoding") return "Waiting for the clip to be decoded.";
  if (state.onPage === null) return "Choose or upload a clip first.";
  if (lane.predictions.kind === "working") return "Waiting for the model’s predictions.";
  if (lane.target === null) {
    return lane.compares === "model" ? `${model.name} does not know this class.` : "Choose a class first.";
  }
  if (state.onPage.clip.frames.T !== framesWanted(state)) return "Waiting for the clip to be decoded.";
  if (state.onPage.clip.frames.T === 1) return ONE_FRAME;
  return null;
}

/** Returns whether any lane is searching. */
export function isSearching({ lanes }: Pick<LabState, "lanes">): boolean {
  return lanes.some(({ search }) => search.kind === "searching");
}

/** One class and its softmax probability. */
export interface RankedClass {
  readonly index: number;
  readonly name: string;
  readonly probability: number;
}

/** All classes, most probable first; classes of equal probability keep the card's order. */
export function rankClasses(classes: readonly string[], probabilities: Float32Array): readonly RankedClass[] {
  return classes
    .map((name, index) => ({ index, name, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
}

/** Index of the largest probability; null while there are none. */
export function predictedClass(predictions: Predictions): number | null {
  if (predictions.kind !== "ready") return null;
  const { probabilities } = predictions;
  return probabilities.reduce(
    (best, probability, index) => (probability > probabilities[best]! ? index : best),
    0,
  );
}

/** P and its companion CS, for a target; docs/words.md defines both. */
export type Companion =
  | { readonly kind: "P"; readonly name: string; readonly probability: number }
  | { readonly kind: "CS"; readonly name: string; readonly probability: number };

/** P where the target is not the predicted class; CS where it is, and the clip's label is another known class. */
export function companionOf(
  card: ModelCard,
  probabilities: Float32Array,
  target: number,
  label: string | undefined,
): Companion | null {
  const predicted = predictedClass({ kind: "ready", probabilities });
  if (predicted === null) return null;
  const entry = (index: number) => ({ name: card.classes[index]!, probability: probabilities[index]! });
  if (predicted !== target) return { kind: "P", ...entry(predicted) };
  const trueClass = label === undefined ? -1 : card.classes.indexOf(label);
  return trueClass === -1 || trueClass === target ? null : { kind: "CS", ...entry(trueClass) };
}

/** Returns whether frame t counts as perturbed on the page. */
export function isOn(mask: Mask | null, t: number): boolean {
  return mask !== null && (frameValues(mask)[t] ?? 0) > SHOWN_ON;
}

/**
 * Returns the mask to show: the one under way during a search, else the step looked at, else the one on the page.
 * Never a new object.
 */
export function shownMask({ search, lookedAt, finding, mask }: Lane): Mask | null {
  if (search.kind === "searching" && search.latest !== null) return search.latest.mask;
  if (lookedAt === null || finding?.from.kind !== "search") return mask;
  return finding.from.history[lookedAt]?.mask ?? mask;
}

/** Returns one value a frame of the mask to show, as `frameValues` has it; null if there is no mask. Never a new array. */
export function shownValues(lane: Lane): readonly number[] | null {
  const mask = shownMask(lane);
  return mask === null ? null : frameValues(mask);
}

/** Returns the operator that a lane's masks perturb with; spatiotemporal ones freeze. */
export function operatorOf({ maskKind }: Pick<Lane, "maskKind">): OperatorName {
  return maskKind.kind === "temporal" ? maskKind.operator : "freeze";
}

/** Returns whether the page looks for masks over space and time. All lanes have one kind of mask, the main one's. */
export function isOverSpace(state: Pick<LabState, "lanes">): boolean {
  return mainLane(state).maskKind.kind === "spatiotemporal";
}

/** Returns the settings that a lane's mask was searched with, not those chosen since; of other masks, those chosen. */
export function presetOfMask({ finding, preset }: Pick<Lane, "finding" | "preset">): PresetName {
  const result = finding?.from.kind === "search" ? finding.from.result : null;
  return result !== null && "preset" in result ? result.preset : preset;
}

/** Returns the ways in which the clip can be shown under the mask: as the paper's scores take it, and by the mask's own operator. */
export function waysToPerturb(lane: Pick<Lane, "maskKind">): readonly OperatorName[] {
  const own = operatorOf(lane);
  return own === "freeze" || own === "reverse" ? ["freeze", "reverse"] : [own, "freeze", "reverse"];
}

/** Returns the view chosen or, if the masks on the page have no such view, the first that they have. */
export function maskedView({ views, lanes }: Pick<LabState, "views" | "lanes">): MaskedView {
  const ways = waysToPerturb(lanes[0]);
  return views.masked === "difference" || ways.includes(views.masked) ? views.masked : ways[0]!;
}

/** Returns the scores of the mask on the page, or the last ones while new ones are computed. */
export function shownScores({ scoring }: Pick<Lane, "scoring">): Scores | null {
  switch (scoring.kind) {
    case "none":
      return null;
    case "working":
      return scoring.last;
    case "ready":
      return scoring.scores;
  }
}

/** Returns whether the mask on the page differs from the learnt one. */
export function isEdited({ finding, mask }: Lane): boolean {
  return finding !== null && mask !== finding.mask;
}
