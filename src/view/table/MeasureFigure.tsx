/** A measure as a plot, with a text alternative for screen readers. */
import { useEffect, useRef, useState } from "react";
import { formatNumber } from "../../base/format.ts";
import { intervalText } from "../../statistics/intervals.ts";
import { useSize } from "../hooks/use-size.ts";
import type { MeasureShown } from "./measure-shown.ts";

export function MeasureFigure({ measure }: { readonly measure: MeasureShown }) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (width === 0) return;
    let gone = false;
    import("./measure-plot.ts")
      .then(({ drawMeasure }) => {
        if (!gone) place.current?.replaceChildren(...drawMeasure(measure, width));
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
    };
  }, [measure, width]);
  if (failed) {
    return <p className="plot-none">The plot could not be loaded. The table below has the same numbers.</p>;
  }
  return <div ref={place} className="plot" role="img" aria-label={textOf(measure)} />;
}

function textOf({ title, decimals, groups }: MeasureShown): string {
  const parts = groups.map(({ source, models, difference }) => {
    const means = models.map(({ name, summary }) => `${name} mean ${formatNumber(summary.mean, decimals)}`);
    const before = source === "" ? "" : `${source}: `;
    if (difference === null) return `${before}${means.join(", ")}.`;
    const { name, mean, interval, n } = difference;
    const less = name.replace("−", "minus");
    return `${before}${means.join(", ")}; ${less} ${formatNumber(mean, decimals)}, ${intervalText(interval, n, decimals)}.`;
  });
  const also = groups.some(({ difference }) => difference !== null) ? ", and the difference" : "";
  return `Plot of ${title}. A histogram for each model${also}. ${parts.join(" ")}`;
}
