/** `?page=paper` in the address shows that page, `&section=...` a part of it. The back button moves between pages. */
import type { LabStore } from "../state/lab-store.ts";
import type { PageName } from "../state/lab-state.ts";

const PAGES: readonly PageName[] = ["lab", "paper", "method", "study"];

/** The page, and the part of it, that an address's query names. */
export interface PagePlace {
  readonly page: PageName;
  /** Id of a part of the page, as in the address; null for its top. */
  readonly part: string | null;
}

/** Returns the place that a query names; the lab if it names no known page. */
export function placeIn(search: string): PagePlace {
  const query = new URLSearchParams(search);
  const asked = query.get("page");
  return { page: PAGES.find((name) => name === asked) ?? "lab", part: currentName(query.get("section")) };
}

/** Sections that had another name in addresses of earlier versions. */
const RENAMED: Readonly<Record<string, string>> = { trust: "faithfulness" };

function currentName(section: string | null): string | null {
  return section === null ? null : (RENAMED[section] ?? section);
}

/** Returns the query with this place in it; its other parameters stay. */
export function withPlace(search: string, { page, part }: PagePlace): string {
  const query = new URLSearchParams(search);
  if (page === "lab") query.delete("page");
  else query.set("page", page);
  if (part === null) query.delete("section");
  else query.set("section", part);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Keeps address and page in step from now on, and leaves the permalink in the fragment alone. */
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
