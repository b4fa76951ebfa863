/** Finds lanes on the page. `change.ts` changes them. */
import { MAIN, type LabState, type Lane, type LaneId } from "./lab-state.ts";

/** The part of the state that holds the lanes. */
type WithLanes = Pick<LabState, "lanes">;

/** Returns the main lane. */
export function mainLane({ lanes }: WithLanes): Lane {
  return lanes[0];
}

/** Returns the lane with this id; null if it no longer exists. */
export function laneOf({ lanes }: WithLanes, id: LaneId): Lane | null {
  return lanes.find((lane) => lane.id === id) ?? null;
}

/** Returns the ids of all lanes, the main one first. */
export function laneIds({ lanes }: WithLanes): readonly LaneId[] {
  return lanes.map(({ id }) => id);
}

/** Returns all lanes but the main one. */
export function otherLanes({ lanes }: WithLanes): readonly Lane[] {
  return lanes.slice(1);
}

/** Returns whether the page shows several lanes side by side. */
export function isComparing({ lanes }: WithLanes): boolean {
  return lanes.length > 1;
}

/** Returns an id above those of all lanes on the page. */
export function freeLaneId({ lanes }: WithLanes): LaneId {
  return Math.max(MAIN, ...lanes.map(({ id }) => id)) + 1;
}
