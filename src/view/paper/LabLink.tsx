/** Opens a row's clip in the lab, with that model, class, mask and scores. A real link, so that it opens beside too. */
import type { MouseEvent, ReactNode } from "react";
import { useActions, useLabStore } from "../../state/use-lab.ts";

interface LabLinkProps {
  /** Permalink's fragment, `#` included. */
  readonly fragment: string;
  readonly name?: string;
  readonly className: string;
  readonly children: ReactNode;
}

export function LabLink({ fragment, name, className, children }: LabLinkProps) {
  const store = useLabStore();
  const { openLink, showPage } = useActions();
  const onClick = (event: MouseEvent) => {
    // With a modifier the browser opens it elsewhere; without the list of clips the page must start anew for it.
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
