/** The page as tests look at it: the main lane's parts beside the rest of the state, masks as their values. */
import { frameValues, gridOf } from "../../src/math/mask.ts";
import type { Lane } from "../../src/state/lab-state.ts";
import type { Lab, LabStore } from "../../src/state/lab-store.ts";

/** The id of the first lane beside the main one. */
export const SECOND = 1;

/** Returns a lane with its mask as one value a frame, and as a grid; null where it has none. */
export function laneSeen(lane: Lane) {
  const { mask } = lane;
  return { ...lane, mask: mask === null ? null : frameValues(mask), grid: gridOf(mask) };
}

/** Returns the state with the main lane's parts in it, and the lane beside it as `second`. */
export function stateSeen(state: Lab) {
  const [main, second] = state.lanes;
  return { ...state, ...laneSeen(main), second: second === undefined ? null : laneSeen(second) };
}

/** Returns the store's state as `stateSeen` has it. */
export function seen(store: LabStore) {
  return stateSeen(store.getState());
}
