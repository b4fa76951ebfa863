/** `?page=paper` in the address shows that page; the browser's back button walks between pages. */
import type { LabStore } from "../state/lab-store.ts";
import type { PageName } from "../state/lab-state.ts";

const PAGES: readonly PageName[] = ["lab", "paper", "method"];

/** The page that an address's query asks for; the lab where it names none that there is. */
export function pageIn(search: string): PageName {
  const asked = new URLSearchParams(search).get("page");
  return PAGES.find((name) => name === asked) ?? "lab";
}

/** The query that asks for a page, other questions in it kept. */
export function withPage(search: string, page: PageName): string {
  const query = new URLSearchParams(search);
  if (page === "lab") query.delete("page");
  else query.set("page", page);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Keeps address and page in step from now on. The permalink in the fragment stays as it is. */
export function keepPage(store: LabStore): void {
  const { actions } = store.getState();
  actions.showPage(pageIn(location.search));
  store.subscribe(({ page }) => {
    if (page === pageIn(location.search)) return;
    history.pushState(null, "", location.pathname + withPage(location.search, page) + location.hash);
  });
  addEventListener("popstate", () => actions.showPage(pageIn(location.search)));
}
