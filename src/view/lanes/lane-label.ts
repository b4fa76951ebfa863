/** What tells a lane from the others, while several stand side by side. */
import { modelInUse, targetName } from "../../state/derived.ts";
import type { LabState, LaneId } from "../../state/lab-state.ts";
import { MAIN } from "../../state/lab-state.ts";
import { isComparing, otherLanes } from "../../state/lanes.ts";
import { useLab, useLaneId } from "../../state/use-lab.ts";

/** Returns what a lane is called beside the others: its model, or its class if classes are compared; null if it stands alone. */
export function laneTitle(state: LabState, id: LaneId): string | null {
  if (!isComparing(state)) return null;
  const byClass = otherLanes(state).every(({ compares }) => compares === "class");
  return (byClass ? targetName(state, id) : modelInUse(state, id)?.name) ?? "…";
}

/** Returns the title of the lane that this component shows, as `laneTitle` has it. */
export function useLaneTitle(): string | null {
  const id = useLaneId();
  return useLab((lab: LabState) => laneTitle(lab, id));
}

/**
 * Returns the accessible name of something that each lane has: the plain one for the main lane, so that it is the same
 * with and without a comparison; with the lane's title for the others.
 */
export function useLaneLabel(): (plain: string) => string {
  const id = useLaneId();
  const title = useLaneTitle();
  return (plain) => (id === MAIN || title === null ? plain : `${plain}, ${title}`);
}
