/** Facts about the page that the tour depends on, read from the state in this one place. */
import type { Scores } from "../../result/mask-result.ts";
import { cardInUse, predictedClass, shownValues, whyNoSearch } from "../../state/derived.ts";
import { measuredFaithfulness, whyNoFaithfulness } from "../../state/faithfulness.ts";
import { MAIN, type LabState, type SearchState } from "../../state/lab-state.ts";
import { mainLane, otherLanes } from "../../state/lanes.ts";
import type { BundledClip } from "../../state/manifest.ts";
import { laneTitle } from "../lanes/lane-label.ts";

/** Plain facts that decide the texts and buttons of the tour's steps. */
export interface TourFacts {
  /** Name of the clip on the page, and whether it is the user's own; null if there is none. */
  readonly clip: { readonly name: string; readonly own: boolean } | null;
  /** A bundled clip to open; null if none is known. */
  readonly example: BundledClip | null;
  /** The explained class and the model's probability for it; null until the model has answered. */
  readonly target: { readonly name: string; readonly probability: number } | null;
  /** Why no search can start now; null if one can. */
  readonly waiting: string | null;
  readonly searching: { readonly step: number; readonly of: number } | null;
  /** True if a mask was learnt for this class, here or in a link. */
  readonly found: boolean;
  /** The mask on the page, [T] in [0, 1]; null if there is none. */
  readonly mask: readonly number[] | null;
  readonly learnt: Scores | null;
  /** Scores of the mask on the page; null while they are computed. */
  readonly scores: Scores | null;
  readonly edited: boolean;
  /** Faithfulness check; null if there is nothing to measure. `verdict` is a sentence. */
  readonly faithfulness: { readonly measuring: boolean; readonly verdict: string | null } | null;
  readonly model: string | null;
  /** A model to compare with. */
  readonly other: { readonly id: string; readonly name: string } | null;
  /** The second model, with the scores of its mask once found; null if there is no second model. */
  readonly second: {
    readonly name: string;
    readonly learnt: Scores | null;
    readonly waiting: string | null;
  } | null;
}

/** Returns the state of the faithfulness check; null if there is nothing to measure. */
function faithfulnessFacts(state: LabState): TourFacts["faithfulness"] {
  const lane = mainLane(state);
  const measuring = lane.faithfulness.kind === "measuring";
  const verdict = measuredFaithfulness(lane, state.measured)?.verdict.summary ?? null;
  if (verdict === null && !measuring && whyNoFaithfulness(state, MAIN) !== null) return null;
  return { measuring, verdict };
}

/** Returns the lane beside the main one, if any. */
function secondFacts(state: LabState): TourFacts["second"] {
  const [second] = otherLanes(state);
  if (second === undefined) return null;
  return {
    name: laneTitle(state, second.id) ?? "The other one",
    learnt: second.finding?.scores ?? null,
    waiting: whyNoSearch(state, second.id),
  };
}

/** Returns the facts, as a new object each time. */
export function tourFacts(state: LabState): TourFacts {
  const { onPage, manifest, models, lanes } = state;
  const lane = mainLane(state);
  const { target, predictions, finding, scoring, mask, modelId } = lane;
  const card = cardInUse(state);
  const index = target ?? predictedClass(predictions);
  const name = index === null ? undefined : card?.classes[index];
  const probability =
    index === null || predictions.kind !== "ready" ? undefined : predictions.probabilities[index];
  return {
    clip: onPage === null ? null : { name: onPage.clip.name, own: onPage.input.kind !== "bundled" },
    example: manifest.kind === "ready" ? (manifest.clips[0] ?? null) : null,
    target: name === undefined || probability === undefined ? null : { name, probability },
    waiting: whyNoSearch(state),
    searching: lanes.map(({ search }) => searchOf(search)).find((facts) => facts !== null) ?? null,
    found: finding !== null,
    mask: shownValues(lane),
    learnt: finding?.scores ?? null,
    scores: scoring.kind === "ready" ? scoring.scores : null,
    edited: finding !== null && mask !== finding.mask,
    faithfulness: faithfulnessFacts(state),
    model: card?.name ?? null,
    other: models.find(({ id }) => id !== modelId) ?? null,
    second: secondFacts(state),
  };
}

function searchOf(search: SearchState): TourFacts["searching"] {
  if (search.kind !== "searching") return null;
  return { step: search.latest?.step ?? 0, of: search.latest?.of ?? 0 };
}
