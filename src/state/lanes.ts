/** Finding lanes on the page. Changing them is `change.ts`'s part. */
import { MAIN, type LabState, type Lane, type LaneId } from "./lab-state.ts";

/** The state as far as its lanes go. */
type WithLanes = Pick<LabState, "lanes">;

/** Returns the main lane. */
export function mainLane({ lanes }: WithLanes): Lane {
  return lanes[0];
}

/** Returns a lane; null if it has gone. */
export function laneOf({ lanes }: WithLanes, id: LaneId): Lane | null {
  return lanes.find((lane) => lane.id === id) ?? null;
}

/** Returns the ids of all lanes, the main one first. */
export function laneIds({ lanes }: WithLanes): readonly LaneId[] {
  return lanes.map(({ id }) => id);
}

/** Returns the lanes beside the main one. */
export function otherLanes({ lanes }: WithLanes): readonly Lane[] {
  return lanes.slice(1);
}

/** Returns whether several lanes stand side by side. */
export function isComparing({ lanes }: WithLanes): boolean {
  return lanes.length > 1;
}

/** Returns an id that no lane on the page has. */
export function freeLaneId({ lanes }: WithLanes): LaneId {
  return Math.max(MAIN, ...lanes.map(({ id }) => id)) + 1;
}
