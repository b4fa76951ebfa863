/** Whether a media query holds, as it changes. */
import { useCallback, useSyncExternalStore } from "react";

/** Follows one query, "screen and (width < 60rem)" say. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
