/** Plots loss, class score and mask terms over the steps. Loads Observable Plot with the first search. */
import * as Plot from "@observablehq/plot";
import { useEffect, useRef } from "react";
import type { SearchMoment } from "../../state/lab-state.ts";
import { formatCount } from "../../base/format.ts";
import { formatScore } from "../parts/format.ts";
import { useSettled } from "../hooks/use-settled.ts";
import { useSize } from "../hooks/use-size.ts";

/** Height of the plot, CSS pixels. */
const HEIGHT = 110;
/** Shortest time between two drawings of a live plot: each takes some milliseconds from the search. */
const REDRAW_MS = 250;

const TERMS = [
  { key: "tv", text: "Mask, TV" },
  { key: "l1", text: "Mask, L1" },
  { key: "classScore", text: "Class score" },
  { key: "loss", text: "Loss" },
] as const;

/** Lines of an exact search: the loss of the best mask so far, and what no mask can undercut. */
const EXACT_TERMS = [
  { key: "lowerBound", text: "Lower bound" },
  { key: "classScore", text: "Class score" },
  { key: "loss", text: "Lowest loss" },
] as const;

interface LossPlotProps {
  readonly history: readonly SearchMoment[];
  /** Marked step, 0-based; null for none. */
  readonly lookedAt: number | null;
}

export default function LossPlot({ history, lookedAt }: LossPlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const { width } = useSize(host);
  const drawn = useSettled(history, REDRAW_MS);
  useEffect(() => {
    if (host.current === null || width === 0) return;
    const plot = draw(drawn, lookedAt, width);
    // Assistive technology reads the label of the whole picture instead.
    plot.setAttribute("aria-hidden", "true");
    host.current.replaceChildren(plot);
  }, [drawn, lookedAt, width]);
  const last = history.at(-1);
  return (
    <div
      className="loss-plot"
      ref={host}
      role="img"
      aria-label={`Course of the search: loss ${formatScore(last?.loss ?? 0)} and class score ${formatScore(last?.classScore ?? 0)} after ${last?.step ?? 0} ${last?.lowerBound === undefined ? "steps" : "masks"}`}
    />
  );
}

function draw(history: readonly SearchMoment[], lookedAt: number | null, width: number): Element {
  const exact = history[0]?.lowerBound !== undefined;
  const terms = exact ? EXACT_TERMS : TERMS;
  const seen = lookedAt === null ? undefined : history[lookedAt];
  // The loss is the sum of the other terms, so it is the highest line.
  const top = Math.max(...history.map(({ loss }) => loss));
  return Plot.plot({
    width,
    height: HEIGHT,
    marginLeft: 26,
    marginRight: 6,
    marginTop: 8,
    marginBottom: 28,
    x: {
      label: exact ? "masks scored" : "step",
      labelAnchor: "center",
      labelArrow: "none",
      domain: [1, Math.max(2, history.at(-1)?.step ?? 0)],
      ticks: 4,
      tickFormat: "d",
      tickSize: 3,
    },
    y: { label: null, domain: [0, top], ticks: 3, grid: true, tickSize: 0 },
    marks: [
      ...terms.map(({ key }) => Plot.lineY(history, { x: "step", y: key, className: `plot-${key}` })),
      ...(seen === undefined ? [] : [Plot.ruleX([seen.step], { className: "plot-looked-at" })]),
      Plot.tip(
        history,
        Plot.pointerX({
          x: "step",
          y: "loss",
          title: (moment: SearchMoment) =>
            [
              exact ? `${formatCount(moment.step)} masks scored` : `Step ${moment.step}`,
              ...terms.map(({ key, text }) => `${text} ${formatScore(moment[key] ?? 0)}`).reverse(),
            ].join("\n"),
        }),
      ),
    ],
  });
}
