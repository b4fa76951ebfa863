/** Hook that follows a media query. */
import { useCallback, useSyncExternalStore } from "react";

/** Returns whether the query matches, such as "screen and (width < 60rem)", and rerenders when that changes. */
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
