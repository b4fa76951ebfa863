/** Choosing the page to show, and the problems on it. */
import { report, type LabContext } from "./context.ts";
import type { PageName } from "./lab-state.ts";

/** The actions on the page itself. */
export const pageActions = (context: LabContext) => ({
  showPage: (page: PageName, part?: string) => showPage(context, page, part),

  /** Adds a problem to those on the page. */
  report: (error: unknown) => report(context, error, "value"),

  /** Removes a problem from the page. */
  dismissProblem: (id: number) =>
    context.set({ problems: context.get().problems.filter((problem) => problem.id !== id) }),
});

/**
 * Shows a page from its top, or from one of its parts; asking for the same part again scrolls to it again. The lab keeps
 * its state and goes on working behind the other pages.
 */
export function showPage({ get, set }: LabContext, page: PageName, part?: string): void {
  if (get().page !== page || part !== undefined || get().pagePart !== null)
    set({ page, pagePart: part === undefined ? null : { id: part } });
}
