/**
 * A box that scrolls where its content is wider or taller than it. While it does, it is a named stop of the tab key,
 * so that arrow keys can scroll it in every browser; while everything shows, a stop would only be in the way.
 */
import { useRef, type ReactNode } from "react";
import { useScrolls } from "../hooks/use-scrolls.ts";

interface ScrollableProps {
  /** Accessible name. */
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A landmark, so that a screen reader's list of regions leads to a large table directly. */
export function Scrollable({ label, className, children }: ScrollableProps) {
  const box = useRef<HTMLDivElement>(null);
  const scrolls = useScrolls(box);
  return (
    <div ref={box} className={className} role="region" aria-label={label} tabIndex={scrolls ? 0 : undefined}>
      {children}
    </div>
  );
}
