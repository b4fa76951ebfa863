/** Lines of text that figures share, and the sizes that grow with a figure's width. */
import { INK, type DrawCommand, type TextCommand } from "./draw-command.ts";
import { companionText, extentText, originText, scoresText, type FigureRow } from "./figure-facts.ts";

/** Widths on offer, pixels: for a column, a page, a slide. */
export const FIGURE_WIDTHS = { small: 640, medium: 960, large: 1440 } as const;

/** Sizes that grow with the figure's width, pixels. */
export interface Measures {
  readonly margin: number;
  readonly gap: number;
  readonly line: number;
  readonly title: number;
  readonly text: number;
  readonly small: number;
  readonly strip: number;
}

/** Below this share of the usual size text is no longer read with ease. */
const LEAST_SCALE = 0.8;

/** Sizes for a figure of this width, pixels; the usual ones at the medium width. */
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

/** Where lines of text go: the first baseline, and how wide they may be. */
export interface LinePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly m: Measures;
}

/** Class and scores, then model, preset, P or CS and the frames that are on: two lines. */
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

/** A line of text with the usual choices filled in: left, not bold. */
export function textLine(
  words: string,
  rest: Omit<TextCommand, "kind" | "text" | "bold" | "align"> & Partial<Pick<TextCommand, "bold" | "align">>,
): TextCommand {
  return { kind: "text", text: words, bold: false, align: "left", ...rest };
}
