/** Putting problems away. They come in through `report` in `context.ts`. */
import type { LabContext } from "./context.ts";

/** Takes a problem off the page. */
export function dismissProblem({ get, set }: LabContext, id: number): void {
  set({ problems: get().problems.filter((problem) => problem.id !== id) });
}
