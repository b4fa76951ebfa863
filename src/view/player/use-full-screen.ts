/** An element on the whole screen, where the browser lets a page do that; over the whole page elsewhere. */
import { useEffect, useState, type RefObject } from "react";

/** Set on the element while it fills the page instead of the screen; `players.css` does the rest. */
const FILLS_PAGE = "fills-page";

/** Whether the element is on the whole screen, and the way in and out. Escape leads out. */
export function useFullScreen(
  element: RefObject<HTMLElement | null>,
): readonly [full: boolean, toggle: () => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const leaveCovers = () => {
      element.current?.classList.remove(FILLS_PAGE);
      setFull(false);
    };
    const onChange = () =>
      setFull(document.fullscreenElement === element.current && element.current !== null);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && element.current?.classList.contains(FILLS_PAGE)) leaveCovers();
    };
    document.addEventListener("fullscreenchange", onChange);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("fullscreenchange", onChange);
      document.removeEventListener("keydown", onKey);
    };
  }, [element]);
  const cover = (on: boolean) => {
    element.current?.classList.toggle(FILLS_PAGE, on);
    setFull(on);
  };
  const toggle = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else if (full) cover(false);
    // Phones and embedded pages may refuse; covering the page is the next best thing.
    else if (document.fullscreenEnabled) element.current?.requestFullscreen().catch(() => cover(true));
    else cover(true);
  };
  return [full, toggle];
}
