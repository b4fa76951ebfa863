/**
 * Lanes beside the main one. Each chooses what it compares and follows the main lane in everything else: a second model
 * explains the main lane's class; another class is explained by the main lane's model.
 */
import type { ModelCard } from "../models/card.ts";
import type { Comparison } from "../result/link-fields.ts";
import { change, changeLanes } from "./change.ts";
import type { LabContext } from "./context.ts";
import { cardInUse, targetName } from "./derived.ts";
import { EMPTY_LANE, type Lane, type LaneId, type Predictions } from "./lab-state.ts";
import { freeLaneId, laneOf, mainLane, otherLanes } from "./lanes.ts";

/** Brings the other lanes into line with the main one. */
export function followMain(context: LabContext): void {
  for (const lane of otherLanes(context.get())) {
    if (lane.compares === "model") followTarget(context, lane);
    else followModel(context, lane);
  }
}

/** Sets a lane's target to the main one's, found by its name; null if the lane's model has no such class. */
function followTarget(context: LabContext, { id }: Lane): void {
  const card = cardInUse(context.get(), id);
  const wanted = targetName(context.get());
  if (card !== null && wanted !== null) change(context, id, { target: classNamed(card, wanted) });
}

/**
 * Gives a lane the main lane's model and predictions. Its class stays, found by name; if that is not possible, it gets
 * the most probable class other than the main lane's.
 */
function followModel(context: LabContext, { id }: Lane): void {
  const { modelId, predictions, target } = mainLane(context.get());
  const lane = laneOf(context.get(), id);
  const card = cardInUse(context.get());
  if (lane === null || card === null) return;
  const name = targetName(context.get(), id);
  const same = lane.modelId === modelId ? lane.target : name === null ? null : classNamed(card, name);
  const own = same === target ? null : same;
  change(context, id, { modelId, predictions, target: own ?? likeliestOther(predictions, target) });
}

/** Returns the index of the class with this name in a model; null if it has none. */
export function classNamed({ classes }: ModelCard, name: string): number | null {
  const index = classes.indexOf(name);
  return index === -1 ? null : index;
}

/**
 * Returns the index of the most probable class other than the target; null without predictions or target, and for a
 * model with a single class.
 */
export function likeliestOther(predictions: Predictions, target: number | null): number | null {
  if (predictions.kind !== "ready" || target === null) return null;
  const others = Array.from(predictions.probabilities, (probability, index) => ({
    probability,
    index,
  })).filter(({ index }) => index !== target);
  return (
    others.reduce<(typeof others)[number] | null>(
      (best, other) => (best === null || other.probability > best.probability ? other : best),
      null,
    )?.index ?? null
  );
}

/** Puts a new lane beside the main one, in place of any others, and returns its id. */
export function addLane(context: LabContext, compares: Comparison): LaneId {
  const { get } = context;
  const main = mainLane(get());
  const { maskKind, preset } = main;
  const id = freeLaneId(get());
  changeLanes(context, [main, { ...EMPTY_LANE, id, compares, maskKind, preset }]);
  return id;
}

/** Removes all lanes but the main one. */
export function dropOthers(context: LabContext): void {
  changeLanes(context, [mainLane(context.get())]);
}
