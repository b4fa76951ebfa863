/** Hook that follows the position of an element that may move, scroll, or be replaced by another one. */
import { useEffect, useState } from "react";
import type { Box } from "./place-card.ts";

/** Returns the box of the first element that matches, measured every animation frame; null if none is visible. */
export function useTargetBox(selector: string): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    let frame = requestAnimationFrame(function look() {
      const found = document.querySelector(selector)?.getBoundingClientRect();
      const next =
        found === undefined || found.width === 0
          ? null
          : { x: found.x, y: found.y, width: found.width, height: found.height };
      setBox((before) => (same(before, next) ? before : next));
      frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [selector]);
  return box;
}

function same(a: Box | null, b: Box | null): boolean {
  if (a === null || b === null) return a === b;
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
