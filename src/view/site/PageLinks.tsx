/** Links between the pages. They are real links, so they can be opened in a new tab. */
import type { MouseEvent } from "react";
import type { PageName } from "../../state/lab-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";

const PAGES: readonly { readonly page: PageName; readonly href: string; readonly text: string }[] = [
  { page: "lab", href: "?", text: "Lab" },
  { page: "paper", href: "?page=paper", text: "Paper" },
  { page: "method", href: "?page=method", text: "Method" },
  { page: "study", href: "?page=study", text: "Study" },
];

export function PageLinks() {
  const current = useLab(({ page }) => page);
  const { showPage } = useActions();
  const onClick = (event: MouseEvent, page: PageName) => {
    // With a modifier key the browser opens a new tab or window.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showPage(page);
  };
  return (
    <nav className="page-links" aria-label="Pages">
      {PAGES.map(({ page, href, text }) => (
        <a
          key={page}
          href={href}
          aria-current={page === current ? "page" : undefined}
          onClick={(event) => onClick(event, page)}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}
