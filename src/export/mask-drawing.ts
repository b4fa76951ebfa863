/** Layout of the masks alone, for use in a paper's own figure: what each explains, its strip, and a legend. */
import { frameValues } from "../math/mask.ts";
import { INK, type DrawCommand, type Drawing } from "./draw-command.ts";
import { clipText, shortLink, type FigureFacts } from "./figure-facts.ts";
import { measuresFor, rowHead, textLine } from "./figure-text.ts";
import { maskStrip, stripHeight } from "./mask-strip.ts";

/** Lays out the mask of each row, one below another. `width` in pixels. */
export function layMasks(facts: FigureFacts, width: number): Drawing {
  const m = measuresFor(width);
  const inner = width - 2 * m.margin;
  const stripPlace = {
    x: m.margin,
    width: inner,
    height: m.strip,
    textSize: m.small,
    first: 0,
    current: null,
  };
  const rowHeight = 2 * m.line + m.gap + stripHeight(stripPlace) + 2 * m.gap;
  const rows = facts.rows.flatMap((row, index): readonly DrawCommand[] => {
    const top = m.margin + m.line + m.gap + index * rowHeight;
    const values = frameValues(row.mask);
    return [
      ...rowHead(row, { x: m.margin, y: top + 0.8 * m.line, width: inner, m }),
      ...maskStrip(values, facts.event, {
        ...stripPlace,
        y: top + 2 * m.line + m.gap,
        columns: values.length,
      }),
    ];
  });
  const legendY = m.margin + m.line + m.gap + facts.rows.length * rowHeight + m.small;
  const linkY = legendY + m.line;
  const height = Math.ceil((facts.link === null ? legendY : linkY) + m.margin);
  const quiet = { x: m.margin, fill: INK.quiet, maxWidth: inner };
  const link =
    facts.link === null
      ? []
      : [
          textLine(shortLink(facts.link, Math.floor(inner / (0.6 * m.small))), {
            ...quiet,
            y: linkY,
            size: m.small,
          }),
        ];
  return {
    width,
    height,
    commands: [
      { kind: "rect", x: 0, y: 0, width, height, fill: INK.paper },
      textLine(clipText(facts), { ...quiet, y: m.margin + 0.6 * m.line, size: m.text }),
      ...rows,
      ...legend(facts, { x: m.margin, y: legendY, size: m.small }),
      ...link,
    ],
  };
}

/** Returns swatches with their meaning, from left to right. */
function legend(
  { rows, event }: FigureFacts,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): readonly DrawCommand[] {
  const entries = [
    ...(rows.every(({ mask }) => mask.kind === "spatiotemporal")
      ? [{ fill: INK.partly, meaning: "share of the frame that is perturbed" }]
      : [
          { fill: INK.on, meaning: "perturbed (above 0.5)" },
          { fill: INK.partly, meaning: "less than that" },
        ]),
    ...(event !== null ? [{ fill: INK.truth, meaning: "true event" }] : []),
  ];
  let left = x;
  return entries.flatMap(({ fill, meaning }): readonly DrawCommand[] => {
    const at = left;
    const textX = at + 1.4 * size;
    // Text cannot be measured without a canvas; 0.56 of the size is an average letter width.
    left = textX + meaning.length * 0.56 * size + 1.5 * size;
    return [
      { kind: "rect", x: at, y: y - 0.85 * size, width: size, height: size, fill },
      textLine(meaning, { x: textX, y, size, fill: INK.quiet, maxWidth: left - textX }),
    ];
  });
}
