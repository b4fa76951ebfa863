/** Tracks the size of an element. */
import { useEffect, useState, type RefObject } from "react";

/** Size of a laid-out element, CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Returns the element's content box, rounded down; 0 x 0 until measured. */
export function useSize(of: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (of.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(of.current);
    return () => observer.disconnect();
  }, [of]);
  return size;
}
