/** Holds a plot and redraws it when its width or content changes, with a text alternative for screen readers. */
import { useEffect, useRef } from "react";
import { useSize } from "../hooks/use-size.ts";

interface PlotPlaceProps {
  /** Text alternative of the plot. */
  readonly label: string;
  /** Returns a new element of this width (CSS pixels). Pass the same function until the drawing changes. */
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
