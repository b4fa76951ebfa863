/**
 * Values derived from the state. Call functions that return new objects in `useMemo`, not in store selectors.
 */
import { frameValues, type Mask } from "../math/mask.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import type { OperatorName } from "../math/operator.ts";
import type { ModelCard } from "../models/card.ts";
import { areHard, type PerturbedScores, type Scores, type SoftScores } from "../result/mask-result.ts";
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

/** Returns the model in use in a lane; null if there is none. */
export function modelInUse(state: LabState, id: LaneId = MAIN): ModelEntry | null {
  const modelId = laneOf(state, id)?.modelId ?? null;
  return state.models.find((model) => model.id === modelId) ?? null;
}

/** Returns the card of the model in use in a lane; null until one is loaded. */
export function cardInUse(state: LabState, id: LaneId = MAIN): ModelCard | null {
  return modelInUse(state, id)?.card ?? null;
}

/**
 * Returns the model in use in a lane if the worker can run it; null if there is none, if it is still loading, or if a
 * link names it and it is not on this page.
 */
export function modelToAsk(state: LabState, id: LaneId = MAIN): ModelEntry | null {
  const model = modelInUse(state, id);
  return model === null || model.card === null || model.source.kind === "awaited" ? null : model;
}

/** Returns the id of the model that a lane's picker shows: the one being loaded, else the one in use; null if none. */
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

/** Returns how many frames to sample from a clip: as many as the main lane's model takes. */
export function framesWanted(state: LabState): number {
  return cardInUse(state)?.input.frames ?? DEFAULT_FRAMES;
}

/** Returns a name for a clip that is not decoded yet. */
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

/** Returns whether a link must hold the clip's frames because nothing shorter identifies them for others. */
export function travelsInside(input: ClipInput): boolean {
  return input.kind === "files" || (input.kind === "bundled" && input.range !== undefined);
}

/** Why there is no mask for a model that takes a single frame. */
export const ONE_FRAME = "This model takes a single frame; a mask needs several to choose from.";

/** Returns why a lane cannot search for a mask now, as a sentence; null if it can. */
export function whyNoSearch(state: LabState, id: LaneId = MAIN): string | null {
  const lane = laneOf(state, id);
  if (state.backend.kind === "failed") return "No backend could be started in this browser.";
  if (lane === null) return "Choose what to compare with first.";
  if (lane.modelJob.kind === "loading") return `Waiting for ${lane.modelJob.name} to load.`;
  if (lane.modelId === null) return "Choose a model first.";
  const model = modelInUse(state, id);
  if (model?.source.kind === "awaited")
    return `This model is not on this page: load ${model.source.wanted.fileName}, or drop it on the page.`;
  if (model === null || model.card === null) return "Choose a model first.";
  if (state.clipJob.kind === "fetching") return "Waiting for the clip to download.";
  if (state.clipJob.kind === "decoding") return "Waiting for the clip to be decoded.";
  if (state.onPage === null) return "Choose or upload a clip first.";
  if (lane.predictions.kind === "working") return "Waiting for the model’s predictions.";
  if (lane.target === null) {
    return lane.compares === "model" ? `${model.name} does not have this class.` : "Choose a class first.";
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

/**
 * Returns all classes, most probable first; classes of equal probability keep their order.
 *
 * @param classes        class names, in the order of the model's outputs.
 * @param probabilities  [classes] softmax probabilities; missing ones count as 0.
 */
export function rankClasses(classes: readonly string[], probabilities: Float32Array): readonly RankedClass[] {
  return classes
    .map((name, index) => ({ index, name, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
}

/** Returns the index of the predicted class, the first of the most probable ones; null without predictions. */
export function predictedClass(predictions: Predictions): number | null {
  if (predictions.kind !== "ready") return null;
  const { probabilities } = predictions;
  return probabilities.reduce(
    (best, probability, index) => (probability > probabilities[best]! ? index : best),
    0,
  );
}

/** The score shown beside a target's own: P or CS, which docs/words.md defines. */
export type Companion =
  | { readonly kind: "P"; readonly name: string; readonly probability: number }
  | { readonly kind: "CS"; readonly name: string; readonly probability: number };

/**
 * Returns P if the target is not the predicted class, CS if it is and the clip's true class is another one that the
 * model has, and null otherwise.
 *
 * @param label  name of the clip's true class; undefined if unknown.
 */
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

/** Returns whether the page shows frame t as perturbed. */
export function isOn(mask: Mask | null, t: number): boolean {
  return mask !== null && (frameValues(mask)[t] ?? 0) > SHOWN_ON;
}

/**
 * Returns the mask to show: the latest step's during a search, else that of the step looked at, else the lane's own.
 * Never creates an object.
 */
export function shownMask({ search, lookedAt, finding, mask }: Lane): Mask | null {
  if (search.kind === "searching" && search.latest !== null) return search.latest.mask;
  if (lookedAt === null || finding?.from.kind !== "search") return mask;
  return finding.from.history[lookedAt]?.mask ?? mask;
}

/** Returns `frameValues` of the mask to show; null if there is none. Never creates an array. */
export function shownValues(lane: Lane): readonly number[] | null {
  const mask = shownMask(lane);
  return mask === null ? null : frameValues(mask);
}

/** Returns the operator that a lane's masks perturb with; spatiotemporal masks always freeze. */
export function operatorOf({ maskKind }: Pick<Lane, "maskKind">): OperatorName {
  return maskKind.kind === "temporal" ? maskKind.operator : "freeze";
}

/** Returns whether the page searches for space-and-time masks. All lanes share the main lane's kind of mask. */
export function isOverSpace(state: Pick<LabState, "lanes">): boolean {
  return mainLane(state).maskKind.kind === "spatiotemporal";
}

/** Returns the preset that a lane's mask was searched with; for a mask without a recorded preset, the chosen one. */
export function presetOfMask({ finding, preset }: Pick<Lane, "finding" | "preset">): PresetName {
  const result = finding?.from.kind === "search" ? finding.from.result : null;
  return result !== null && "preset" in result ? result.preset : preset;
}

/** Returns the operators that the masked clip can be shown with: the mask's own, and those of the paper's scores. */
export function waysToPerturb(lane: Pick<Lane, "maskKind">): readonly OperatorName[] {
  const own = operatorOf(lane);
  return own === "freeze" || own === "reverse" ? ["freeze", "reverse"] : [own, "freeze", "reverse"];
}

/** Returns the chosen view of the masked clip; if the masks on the page do not offer it, the first one they offer. */
export function maskedView({ views, lanes }: Pick<LabState, "views" | "lanes">): MaskedView {
  const ways = waysToPerturb(lanes[0]);
  return views.masked === "difference" || ways.includes(views.masked) ? views.masked : ways[0]!;
}

/** Returns the scores of the lane's mask, or the previous ones while new ones are computed. */
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

/**
 * Returns the scores of the mask's own values: those computed here or, until then, those that an old link recorded. Null
 * if there are none, or if they are the hard ones.
 */
export function softScores({
  scoring,
  linkCheck,
}: Pick<Lane, "scoring" | "linkCheck">): PerturbedScores | null {
  return shownScores({ scoring })?.soft ?? recordedSoftScores({ linkCheck })?.soft ?? null;
}

/** Returns the soft scores that an old link recorded, until hard ones are computed; null if there are none. */
export function recordedSoftScores({ linkCheck }: Pick<Lane, "linkCheck">): SoftScores | null {
  const waits = linkCheck.kind === "checking" || linkCheck.kind === "unchecked";
  return waits && !areHard(linkCheck.scores) ? linkCheck.scores : null;
}

/** Returns whether the lane's mask differs from the learnt one; false without a learnt mask. */
export function isEdited({ finding, mask }: Lane): boolean {
  return finding !== null && mask !== finding.mask;
}
