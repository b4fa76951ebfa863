/** The store's React skin. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { invariant } from "../base/errors.ts";
import { MAIN, type Lane, type LaneId } from "./lab-state.ts";
import type { Lab, LabActions, LabStore } from "./lab-store.ts";
import { laneOf } from "./lanes.ts";

/** Hands the store down to the components. */
export const LabStoreContext = createContext<LabStore | null>(null);

/** The store itself, for what must read without rendering. */
export function useLabStore(): LabStore {
  const store = useContext(LabStoreContext);
  invariant(store !== null, () => "a component is used outside LabStoreContext");
  return store;
}

/** One slice of the state; the component renders again when it is another one (Object.is). */
export function useLab<Slice>(select: (lab: Lab) => Slice): Slice {
  return useStore(useLabStore(), select);
}

/** The actions; they never change. */
export function useActions(): LabActions {
  return useLab(({ actions }) => actions);
}

/** The lane that the components below show. */
export const LaneContext = createContext<LaneId>(MAIN);

/** Returns the id of the lane that this component shows. */
export function useLaneId(): LaneId {
  return useContext(LaneContext);
}

/** Returns one slice of the lane that this component shows; of the main one if that lane has just gone. */
export function useLane<Slice>(select: (lane: Lane) => Slice): Slice {
  const id = useLaneId();
  return useLab((lab) => select(laneOf(lab, id) ?? lab.lanes[0]));
}
