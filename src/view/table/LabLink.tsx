/** Link that opens a row's clip in the lab with its model, class, mask and scores. A real link, so it also opens in a new tab. */
import type { MouseEvent, ReactNode } from "react";
import { useActions, useLabStore } from "../../state/use-lab.ts";

interface LabLinkProps {
  /** The permalink's fragment, including `#`. */
  readonly fragment: string;
  readonly name?: string;
  readonly className: string;
  readonly children: ReactNode;
}

export function LabLink({ fragment, name, className, children }: LabLinkProps) {
  const store = useLabStore();
  const { openLink, showPage } = useActions();
  const onClick = (event: MouseEvent) => {
    // With a modifier the browser opens a new tab. Without the list of clips, let the page load afresh for the link.
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (elsewhere || store.getState().manifest.kind !== "ready") return;
    event.preventDefault();
    void openLink(fragment);
    showPage("lab");
  };
  return (
    <a className={className} href={`?${fragment}`} aria-label={name} onClick={onClick}>
      {children}
    </a>
  );
}
