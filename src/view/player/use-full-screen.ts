/** Shows an element on the full screen, or over the whole page where the browser allows no full screen. */
import { useEffect, useState, type RefObject } from "react";

/** Class of the element while it fills the page instead of the screen; `stage.css` styles it. */
const FILLS_PAGE = "fills-page";

/** Returns whether the element fills the screen or page, and a function that toggles it. Escape exits. */
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
    // Phones and embedded pages may refuse; fall back to covering the page.
    else if (document.fullscreenEnabled) element.current?.requestFullscreen().catch(() => cover(true));
    else cover(true);
  };
  return [full, toggle];
}
