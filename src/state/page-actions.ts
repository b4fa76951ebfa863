/** Which page is shown. The lab goes on behind the others: nothing in it is lost by reading. */
import type { LabContext } from "./context.ts";
import type { PageName } from "./lab-state.ts";

/** Shows a page, from its top or, where a part of it is named, from there. Asked for again, a part is shown again. */
export function showPage({ get, set }: LabContext, page: PageName, part?: string): void {
  if (get().page !== page || part !== undefined || get().pagePart !== null)
    set({ page, pagePart: part === undefined ? null : { id: part } });
}
