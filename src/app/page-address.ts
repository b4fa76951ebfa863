/** `?page=paper` in the address shows that page, `&section=...` a part of it; the back button walks between pages. */
import type { LabStore } from "../state/lab-store.ts";
import type { PageName } from "../state/lab-state.ts";

const PAGES: readonly PageName[] = ["lab", "paper", "method", "study"];

/** What an address's query asks for. */
export interface PagePlace {
  readonly page: PageName;
  /** Id of a part of the page, as the address spells it; null for its top. */
  readonly part: string | null;
}

/** The place that a query asks for; the lab where it names no page that there is. */
export function placeIn(search: string): PagePlace {
  const query = new URLSearchParams(search);
  const asked = query.get("page");
  return { page: PAGES.find((name) => name === asked) ?? "lab", part: query.get("section") };
}

/** The query that asks for a place, other questions in it kept. */
export function withPlace(search: string, { page, part }: PagePlace): string {
  const query = new URLSearchParams(search);
  if (page === "lab") query.delete("page");
  else query.set("page", page);
  if (part === null) query.delete("section");
  else query.set("section", part);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Keeps address and page in step from now on. The permalink in the fragment stays as it is. */
export function keepPage(store: LabStore): void {
  const { actions } = store.getState();
  const follow = () => {
    const { page, part } = placeIn(location.search);
    actions.showPage(page, part ?? undefined);
  };
  follow();
  store.subscribe(({ page, pagePart }) => {
    const now = placeIn(location.search);
    const part = pagePart?.id ?? null;
    if (page === now.page && part === now.part) return;
    history.pushState(
      null,
      "",
      location.pathname + withPlace(location.search, { page, part }) + location.hash,
    );
  });
  addEventListener("popstate", follow);
}
