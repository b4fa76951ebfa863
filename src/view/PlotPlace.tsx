/** Where a plot stands: drawn anew when its width or what it shows changes, told in words to who does not see it. */
import { useEffect, useRef } from "react";
import { useSize } from "./use-size.ts";

interface PlotPlaceProps {
  /** What the plot shows, in words. */
  readonly label: string;
  /** A new element of that width, CSS pixels; the same function as long as it draws the same. */
  readonly draw: (width: number) => Element;
}

export function PlotPlace({ label, draw }: PlotPlaceProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  useEffect(() => {
    if (width === 0) return;
    const plot = draw(width);
    plot.setAttribute("aria-hidden", "true");
    place.current?.replaceChildren(plot);
  }, [draw, width]);
  return <div ref={place} className="plot" role="img" aria-label={label} />;
}
