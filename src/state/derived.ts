/** What follows from the state. Functions that return new objects are for `useMemo`, not for store selectors. */
import type { OperatorName } from "../math/operator.ts";
import type { SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import type { ModelCard } from "../models/card.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import type { Scores } from "../result/mask-result.ts";
import type { PresetName } from "../math/search-settings.ts";
import type { ClipInput, LabState, Lane, LaneName, MaskedView, Predictions } from "./lab-state.ts";
import type { ModelEntry } from "./model-entry.ts";
import { DEFAULT_FRAMES } from "./lab-state.ts";
import { laneOf } from "./lanes.ts";

/** The model in use in a lane, if any. */
export function modelInUse(state: LabState, name: LaneName = "main"): ModelEntry | null {
  const id = laneOf(state, name)?.modelId ?? null;
  return state.models.find((model) => model.id === id) ?? null;
}

/** The card of the model in use in a lane; null until one is loaded. */
export function cardInUse(state: LabState, name: LaneName = "main"): ModelCard | null {
  return modelInUse(state, name)?.card ?? null;
}

/** The model in use in a lane where it can be asked: not one that a link names and nobody has brought. */
export function modelToAsk(state: LabState, name: LaneName = "main"): ModelEntry | null {
  const model = modelInUse(state, name);
  return model?.source.kind === "awaited" ? null : model;
}

/** Name of the class that a lane explains; null until both model and target are known. */
export function targetName(state: LabState, name: LaneName = "main"): string | null {
  const target = laneOf(state, name)?.target ?? null;
  return target === null ? null : (cardInUse(state, name)?.classes[target] ?? null);
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

/** Why a lane cannot search for a mask now, as a sentence; null when it can. */
export function whyNoSearch(state: LabState, name: LaneName = "main"): string | null {
  const lane = laneOf(state, name);
  if (state.backend.kind === "failed") return "No backend could be started in this browser.";
  if (lane === null) return "Choose a second model first.";
  if (lane.modelJob.kind === "loading") return `Waiting for ${lane.modelJob.name} to load.`;
  if (lane.modelId === null) return "Choose a model first.";
  const source = modelInUse(state, name)?.source;
  if (source?.kind === "awaited")
    return `This model is not here: load ${source.wanted.fileName}, or drop it on the page.`;
  if (state.clipJob.kind === "fetching") return "Waiting for the clip to be fetched.";
  if (state.clipJob.kind === "decoding") return "Waiting for the clip to be decoded.";
  if (state.onPage === null) return "Choose or upload a clip first.";
  if (lane.predictions.kind === "working") return "Waiting for the model’s predictions.";
  if (lane.target === null) {
    return name === "main" ? "Choose a class first." : "The second model does not know this class.";
  }
  if (state.onPage.clip.frames.T !== framesWanted(state)) return "Waiting for the clip to be decoded.";
  if (state.onPage.clip.frames.T === 1) return ONE_FRAME;
  return null;
}

/** Whether any lane is searching. */
export function isSearching({ search, second }: LabState): boolean {
  return search.kind === "searching" || second?.search.kind === "searching";
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

/** Whether frame t counts as perturbed on the page. */
export function isOn(mask: readonly number[] | null, t: number): boolean {
  return (mask?.[t] ?? 0) > SHOWN_ON;
}

/**
 * The mask to show: the one under way during a search, else the step looked at, else the one on the page.
 * Never a new array.
 */
export function shownMask({ search, lookedAt, finding, mask }: Lane): readonly number[] | null {
  if (search.kind === "searching" && search.latest !== null) return search.latest.mask;
  if (lookedAt === null || finding?.from.kind !== "search") return mask;
  return finding.from.history[lookedAt]?.mask ?? mask;
}

/** The spatiotemporal mask that `shownMask` is the frames' means of; null where the mask is one over time alone. */
export function shownGrid({ search, lookedAt, finding, grid }: Lane): SpatiotemporalMask | null {
  if (search.kind === "searching" && search.latest !== null) return search.latest.grid;
  if (lookedAt === null || finding?.from.kind !== "search") return grid;
  return finding.from.history[lookedAt]?.grid ?? grid;
}

/** What temporal masks perturb with, as chosen; spatiotemporal ones freeze. */
export function operatorOf({ maskKind }: Pick<LabState, "maskKind">): OperatorName {
  return maskKind.kind === "temporal" ? maskKind.operator : "freeze";
}

/** The settings that a lane's mask was searched with: its own, not those chosen since. Of other masks, those on the page. */
export function presetOfMask({ finding }: Pick<Lane, "finding">, preset: PresetName): PresetName {
  const result = finding?.from.kind === "search" ? finding.from.result : null;
  return result !== null && "preset" in result ? result.preset : preset;
}

/** The ways in which the clip can be shown under the mask: as the paper's scores take it, and by the mask's own operator. */
export function waysToPerturb(state: Pick<LabState, "maskKind">): readonly OperatorName[] {
  const own = operatorOf(state);
  return own === "freeze" || own === "reverse" ? ["freeze", "reverse"] : [own, "freeze", "reverse"];
}

/** The view chosen, or where the mask on the page has no such view, the first that it has. */
export function maskedView({ views, ...state }: Pick<LabState, "views" | "maskKind">): MaskedView {
  const ways = waysToPerturb(state);
  return views.masked === "difference" || ways.includes(views.masked) ? views.masked : ways[0]!;
}

/** Scores of the mask on the page, or the last ones while new ones are computed. */
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

/** Whether the mask on the page differs from the learnt one. */
export function isEdited({ finding, mask }: Lane): boolean {
  return finding !== null && mask !== finding.mask;
}
