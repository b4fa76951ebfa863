/** Whether an element holds more than it shows, which decides whether a keyboard has to be able to scroll it. */
import { useEffect, useState, type RefObject } from "react";

/** Returns true while the element's content overflows it; measured again whenever a size or a typeface changes. */
export function useScrolls(of: RefObject<HTMLElement | null>): boolean {
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = of.current;
    if (element === null) return;
    const measure = () =>
      setScrolls(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
    const observer = new ResizeObserver(measure);
    for (const box of [element, ...element.children]) observer.observe(box);
    // A formula that overflows its own box changes no box when its typeface arrives.
    document.fonts.addEventListener("loadingdone", measure);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener("loadingdone", measure);
    };
  });
  return scrolls;
}
