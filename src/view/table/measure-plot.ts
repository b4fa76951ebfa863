/** Draws a measure's plots. Loaded with the first plot, because the plot library is the page's largest part. */
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../../base/format.ts";
import type { MeasureShown } from "./measure-shown.ts";

/** Height of one model's histogram and of one difference, CSS pixels. */
const SERIES_HEIGHT = 46;
const DIFFERENCE_HEIGHT = 30;
/** Space for an axis with its label. */
const AXIS_HEIGHT = 50;
const AXIS_MARGIN = 44;
const LABEL_OFFSET = 38;
/** Space for the names on the left. */
const NAMES_WIDTH = 128;

/** Colours of the first model and of the others. */
const COLOURS = ["var(--accent)", "var(--ink-3)"] as const;
/** Bin widths of counts and of differences of probabilities. */
const COUNT_BIN = 1;
const SCORE_BIN = 0.1;

const LOOK = { background: "none", color: "var(--ink-2)", fontFamily: "inherit", fontSize: "12px" };

/** Returns the edges of equal bins that cover all values, each centred on a multiple of the width. */
function binEdges(values: readonly number[], width: number): readonly number[] {
  const first = Math.round(Math.min(...values) / width);
  const last = Math.round(Math.max(...values) / width);
  return Array.from({ length: last - first + 2 }, (_, i) => (first + i - 0.5) * width);
}

/** Draws the models' histograms one below the other on a shared axis, each mean as a labelled line. */
function distributions(measure: MeasureShown, width: number): SVGSVGElement | HTMLElement {
  const series = measure.groups.flatMap(({ source, models }) =>
    models.map(({ name, values, summary }, index) => ({
      name: source === "" ? name : `${source}, ${name}`,
      colour: COLOURS[index === 0 ? 0 : 1],
      values,
      mean: summary.mean,
    })),
  );
  const thresholds = [
    ...binEdges(
      series.flatMap(({ values }) => [...values]),
      measure.unit === "" ? SCORE_BIN : COUNT_BIN,
    ),
  ];
  const points = series.flatMap(({ name, colour, values }) =>
    values.map((value) => ({ name, colour, value })),
  );
  return Plot.plot({
    width,
    height: series.length * SERIES_HEIGHT + AXIS_HEIGHT,
    marginLeft: NAMES_WIDTH,
    marginRight: 12,
    marginTop: 6,
    marginBottom: AXIS_MARGIN,
    style: LOOK,
    x: {
      labelOffset: LABEL_OFFSET,
      label: measure.unit === "" ? measure.title : measure.unit,
      domain: [thresholds[0]!, thresholds.at(-1)!],
    },
    y: { axis: null },
    fy: { label: null, domain: series.map(({ name }) => name), padding: 0.18, axis: null },
    marks: [
      Plot.axisFy({ anchor: "left", textAnchor: "end", dx: -8, label: null }),
      Plot.rectY(
        points,
        Plot.binX<Plot.RectYOptions>(
          { y: "proportion-facet", fill: "first" },
          { x: "value", fy: "name", fill: "colour", thresholds, inset: 0.5 },
        ),
      ),
      Plot.ruleY([0], { stroke: "var(--edge)" }),
      Plot.ruleX(series, { x: "mean", fy: "name", stroke: "var(--ink)", strokeWidth: 2 }),
      Plot.text(series, {
        x: "mean",
        fy: "name",
        text: ({ mean }: { mean: number }) => formatNumber(mean, measure.decimals),
        frameAnchor: "top",
        textAnchor: "start",
        dx: 5,
        fill: "var(--ink)",
        stroke: "var(--surface)",
        strokeWidth: 4,
        fontWeight: 600,
      }),
    ],
  });
}

/** Draws the paired differences as points, with their intervals if any, and a line at 0; null if there are none. */
function differences({ groups }: MeasureShown, width: number): SVGSVGElement | HTMLElement | null {
  const points = groups.flatMap(({ source, difference }) =>
    difference === null
      ? []
      : [
          {
            source,
            name: difference.name,
            mean: difference.mean,
            interval: difference.interval,
          },
        ],
  );
  const [first] = points;
  if (first === undefined) return null;
  const bars = points.flatMap(({ source, interval }) =>
    interval === null ? [] : [{ source, low: interval[0], high: interval[1] }],
  );
  const label = bars.length === 0 ? first.name : `${first.name}, with 95 % interval`;
  return Plot.plot({
    width,
    height: points.length * DIFFERENCE_HEIGHT + AXIS_HEIGHT,
    marginLeft: NAMES_WIDTH,
    marginRight: 12,
    marginTop: 6,
    marginBottom: AXIS_MARGIN,
    style: LOOK,
    x: { labelOffset: LABEL_OFFSET, label, nice: true, inset: 6 },
    y: { label: null, domain: points.map(({ source }) => source), tickSize: 0 },
    marks: [
      Plot.ruleX([0], { stroke: "var(--edge)", strokeDasharray: "3 3" }),
      Plot.ruleY(bars, { x1: "low", x2: "high", y: "source", stroke: "var(--ink)", strokeWidth: 2 }),
      Plot.tickX(bars, { x: "low", y: "source", stroke: "var(--ink)", strokeWidth: 2, inset: 6 }),
      Plot.tickX(bars, { x: "high", y: "source", stroke: "var(--ink)", strokeWidth: 2, inset: 6 }),
      Plot.dot(points, { x: "mean", y: "source", r: 4.5, fill: "var(--accent-strong)" }),
    ],
  });
}

/**
 * Returns new elements with a measure's histograms and differences.
 * They are hidden from assistive technology; the figure around them has a text alternative.
 *
 * @param width  CSS pixels.
 */
export function drawMeasure(measure: MeasureShown, width: number): readonly Element[] {
  const plots = [distributions(measure, width), differences(measure, width)].filter((plot) => plot !== null);
  for (const plot of plots) plot.setAttribute("aria-hidden", "true");
  return plots;
}
