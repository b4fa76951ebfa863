/** Reading and changing one lane of the page. The main one is spread over the state itself. */
import type { LabContext } from "./context.ts";
import { EMPTY_LANE, type LabState, type Lane, type LaneName } from "./lab-state.ts";

/** The lane; null for a second one that is not there. */
export function laneOf(state: LabState, name: LaneName): Lane | null {
  return name === "main" ? state : state.second;
}

/** The lanes that there are, the main one first. */
export function laneNames(state: LabState): readonly LaneName[] {
  return state.second === null ? ["main"] : ["main", "second"];
}

/** The lanes that there are themselves. */
export function lanesOf(state: LabState): readonly Lane[] {
  return state.second === null ? [state] : [state, state.second];
}

/** Changes part of a lane; nothing where the lane has gone meanwhile. */
export function setLane({ get, set }: LabContext, name: LaneName, part: Partial<Lane>): void {
  if (name === "main") return set(part);
  const { second } = get();
  if (second !== null) set({ second: { ...second, ...part } });
}

/** The lane alone, without the rest of the state that the main one is spread over. */
export function pickLane(state: Lane): Lane {
  const names = Object.keys(EMPTY_LANE) as (keyof Lane)[];
  return Object.fromEntries(names.map((name) => [name, state[name]])) as unknown as Lane;
}
