/** Titles and labels that distinguish lanes while several are compared. */
import { modelInUse, targetName } from "../../state/derived.ts";
import type { LabState, LaneId } from "../../state/lab-state.ts";
import { MAIN } from "../../state/lab-state.ts";
import { isComparing, otherLanes } from "../../state/lanes.ts";
import { useLab, useLaneId } from "../../state/use-lab.ts";

/** Returns the title of a lane in a comparison: its model, or its class if classes are compared; null without one. */
export function laneTitle(state: LabState, id: LaneId): string | null {
  if (!isComparing(state)) return null;
  const byClass = otherLanes(state).every(({ compares }) => compares === "class");
  return (byClass ? targetName(state, id) : modelInUse(state, id)?.name) ?? "…";
}

/** Returns `laneTitle` of the lane that this component shows. */
export function useLaneTitle(): string | null {
  const id = useLaneId();
  return useLab((lab: LabState) => laneTitle(lab, id));
}

/**
 * Returns a function that makes accessible names for things each lane has. The main lane keeps the plain name, with or
 * without a comparison; the others add their title.
 */
export function useLaneLabel(): (plain: string) => string {
  const id = useLaneId();
  const title = useLaneTitle();
  return (plain) => (id === MAIN || title === null ? plain : `${plain}, ${title}`);
}
