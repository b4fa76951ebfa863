/** Progress that arrives faster than it is worth painting. */
import type { LabDeps } from "./context.ts";

/** Returns a function that passes on the latest of what it is given, about ten times a second. */
export function latestOnly<A>({ soon }: Pick<LabDeps, "soon">, show: (latest: A) => void): (next: A) => void {
  let waiting: { readonly latest: A } | null = null;
  return (latest) => {
    const scheduled = waiting !== null;
    waiting = { latest };
    if (scheduled) return;
    soon(() => {
      const shown = waiting;
      waiting = null;
      if (shown !== null) show(shown.latest);
    });
  };
}
