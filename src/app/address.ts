/** The address bar always holds the permalink of what is on the page, and a link put into it is followed. */
import { encodeLink } from "../result/permalink.ts";
import type { LabState } from "../state/lab-state.ts";
import type { LabStore } from "../state/lab-store.ts";
import { mainLane } from "../state/lanes.ts";
import { isSameLink, linkOf } from "../state/link-actions.ts";

/** Browsers slow down pages that write the address more often than about 100 times in 30 s. */
const PAUSE_MS = 400;

/**
 * Keeps address and store in step from now on. Writing replaces the history's entry: going back leaves the page.
 *
 * While there is nothing to link to (a clip is on its way, or being packed) the address stays; without a clip it holds
 * no link.
 */
export function keepAddress(store: LabStore): void {
  const { actions } = store.getState();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = () => {
    timer = null;
    const state = store.getState();
    const link = linkOf(state);
    if (link === null) {
      if (hasNothing(state) && location.hash !== "")
        history.replaceState(null, "", location.pathname + location.search);
      return;
    }
    try {
      const fragment = encodeLink(link);
      if (fragment !== location.hash) history.replaceState(null, "", fragment);
    } catch (error) {
      actions.report(error);
    }
  };
  store.subscribe((state, before) => {
    const same = isSameLink(linkOf(state), linkOf(before)) && hasNothing(state) === hasNothing(before);
    if (!same) timer ??= setTimeout(write, PAUSE_MS);
  });
  // Not fired by replaceState: the user has put another link into the address bar.
  addEventListener("hashchange", () => void actions.openLink(location.hash));
}

/** Returns whether the page has no clip, and none on its way. */
function hasNothing(state: LabState): boolean {
  return state.onPage === null && mainLane(state).target === null && state.clipJob.kind === "idle";
}
