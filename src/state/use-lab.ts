/** React hooks for the store. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { invariant } from "../base/errors.ts";
import { MAIN, type Lane, type LaneId } from "./lab-state.ts";
import type { Lab, LabActions, LabStore } from "./lab-store.ts";
import { laneOf } from "./lanes.ts";

/** Gives the components access to the store. */
export const LabStoreContext = createContext<LabStore | null>(null);

/** Returns the store itself, for reading state without rendering again. */
export function useLabStore(): LabStore {
  const store = useContext(LabStoreContext);
  invariant(store !== null, () => "a component is used outside LabStoreContext");
  return store;
}

/** Returns a slice of the state; the component renders again when the slice changes (`Object.is`). */
export function useLab<Slice>(select: (lab: Lab) => Slice): Slice {
  return useStore(useLabStore(), select);
}

/** Returns the actions, always the same object. */
export function useActions(): LabActions {
  return useLab(({ actions }) => actions);
}

/** Id of the lane that the components below show. */
export const LaneContext = createContext<LaneId>(MAIN);

/** Returns the id of the lane that this component shows. */
export function useLaneId(): LaneId {
  return useContext(LaneContext);
}

/** Returns a slice of the lane that this component shows; of the main lane if that one was just removed. */
export function useLane<Slice>(select: (lane: Lane) => Slice): Slice {
  const id = useLaneId();
  return useLab((lab) => select(laneOf(lab, id) ?? lab.lanes[0]));
}
