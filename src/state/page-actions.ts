/** Which page is shown. The lab goes on behind the others: nothing in it is lost by reading. */
import type { LabContext } from "./context.ts";
import type { PageName } from "./lab-state.ts";

/** Shows another page. */
export function showPage({ get, set }: LabContext, page: PageName): void {
  if (get().page !== page) set({ page });
}
