/** Link to a part of the method page. */
import type { MouseEvent } from "react";
import { useActions } from "../../state/use-lab.ts";
import { hrefOfPart, titleOfPart, type MethodPartId } from "./method-parts.ts";

interface MethodLinkProps {
  readonly part: MethodPartId;
  /** Called before the page changes, but not if the browser opens a new tab. */
  readonly onFollow?: () => void;
}

export function MethodLink({ part, onFollow }: MethodLinkProps) {
  const { showPage } = useActions();
  const onClick = (event: MouseEvent) => {
    // With a modifier the browser opens a new tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFollow?.();
    showPage("method", part);
  };
  return (
    <a className="method-link" href={hrefOfPart(part)} onClick={onClick}>
      {`Method: ${titleOfPart(part)}`}
    </a>
  );
}
