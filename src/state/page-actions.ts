/** Which page is shown, and the problems on it. */
import { report, type LabContext } from "./context.ts";
import type { PageName } from "./lab-state.ts";

/** The actions on the page itself. */
export const pageActions = (context: LabContext) => ({
  showPage: (page: PageName, part?: string) => showPage(context, page, part),

  /** Adds a problem to those on the page. */
  report: (error: unknown) => report(context, error, "value"),

  /** Takes a problem off the page. */
  dismissProblem: (id: number) =>
    context.set({ problems: context.get().problems.filter((problem) => problem.id !== id) }),
});

/**
 * Shows a page from its top or from one of its parts; a part that is asked for again is shown again. The lab goes on
 * behind the other pages: reading them loses nothing.
 */
export function showPage({ get, set }: LabContext, page: PageName, part?: string): void {
  if (get().page !== page || part !== undefined || get().pagePart !== null)
    set({ page, pagePart: part === undefined ? null : { id: part } });
}
