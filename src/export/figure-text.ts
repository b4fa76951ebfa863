/** Text lines that figures share, and sizes that grow with a figure's width. */
import { INK, type DrawCommand, type TextCommand } from "./draw-command.ts";
import { companionText, extentText, originText, scoresText, type FigureRow } from "./figure-facts.ts";

/** Widths offered, in pixels: for a column, a page, a slide. */
export const FIGURE_WIDTHS = { small: 640, medium: 960, large: 1440 } as const;

/** Sizes that grow with the figure's width, in pixels. */
export interface Measures {
  readonly margin: number;
  readonly gap: number;
  readonly line: number;
  readonly title: number;
  readonly text: number;
  readonly small: number;
  readonly strip: number;
}

/** Smallest scale; smaller text is hard to read. */
const LEAST_SCALE = 0.8;

/** Returns the sizes for a figure of this width in pixels; the scale is 1 at the medium width. */
export function measuresFor(width: number): Measures {
  const scale = Math.max(LEAST_SCALE, width / FIGURE_WIDTHS.medium);
  const px = (usual: number) => Math.round(usual * scale);
  return {
    margin: px(20),
    gap: px(8),
    line: px(21),
    title: px(17),
    text: px(14),
    small: px(12),
    strip: px(28),
  };
}

/** Place for lines of text: first baseline and largest width. */
export interface LinePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly m: Measures;
}

/**
 * Returns the two header lines of a row: class and scores, then model, preset, and P or CS or the frames that are on.
 */
export function rowHead(row: FigureRow, { x, y, width, m }: LinePlace): readonly DrawCommand[] {
  const right = x + width;
  const scoresWidth = 15 * m.title;
  const second = y + m.line * 0.95;
  const half = width / 2 - m.gap;
  const aside = companionText(row) || extentText(row);
  return [
    textLine(row.className, {
      x,
      y,
      size: m.title,
      bold: true,
      fill: INK.text,
      maxWidth: width - scoresWidth - m.gap,
    }),
    textLine(scoresText(row), {
      x: right,
      y,
      size: m.text,
      align: "right",
      bold: true,
      fill: INK.text,
      maxWidth: scoresWidth,
    }),
    textLine(originText(row), { x, y: second, size: m.small, fill: INK.quiet, maxWidth: half }),
    textLine(aside, { x: right, y: second, size: m.small, align: "right", fill: INK.quiet, maxWidth: half }),
  ];
}

/** Returns a line of text with defaults filled in: left-aligned, not bold. */
export function textLine(
  words: string,
  rest: Omit<TextCommand, "kind" | "text" | "bold" | "align"> & Partial<Pick<TextCommand, "bold" | "align">>,
): TextCommand {
  return { kind: "text", text: words, bold: false, align: "left", ...rest };
}
