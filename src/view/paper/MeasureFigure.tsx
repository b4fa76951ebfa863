/** A measure as a picture, with the same in words for those who do not see it. */
import { useEffect, useRef, useState } from "react";
import { formatInterval, formatNumber } from "../../paper/numbers.ts";
import { MODELS } from "../../paper/table.ts";
import { useSize } from "../use-size.ts";
import type { NamedStatistics } from "./StatTable.tsx";

interface MeasureFigureProps {
  readonly title: string;
  readonly sources: readonly NamedStatistics[];
}

export function MeasureFigure({ title, sources }: MeasureFigureProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (width === 0) return;
    let gone = false;
    import("./measure-plot.ts")
      .then(({ drawMeasure }) => {
        if (!gone) place.current?.replaceChildren(...drawMeasure(sources, width));
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
    };
  }, [sources, width]);
  if (failed) {
    return <p className="plot-none">The plot could not be loaded. The numbers below are the same.</p>;
  }
  return <div ref={place} className="plot" role="img" aria-label={textOf(title, sources)} />;
}

function textOf(title: string, sources: readonly NamedStatistics[]): string {
  const parts = sources.map(({ source, statistics }) => {
    const { measure, summary, difference } = statistics;
    const means = MODELS.map(
      ({ key, name }) => `${name} mean ${formatNumber(summary[key].mean, measure.decimals)}`,
    );
    const interval = formatInterval(difference.interval, measure.decimals);
    return `${source}: ${means.join(", ")}; C-LSTM minus I3D ${formatNumber(difference.mean, measure.decimals)}, 95 % interval ${interval}.`;
  });
  return `Plot of ${title}. A histogram for each model, and the difference with its interval. ${parts.join(" ")}`;
}
