/**
 * A mask as a strip of cells, one per frame, filled from below to the height of its value; used in figures, film
 * strips and SVG.
 */
import { SHOWN_ON } from "../math/mask-runs.ts";
import { INK, type DrawCommand } from "./draw-command.ts";

/** Place of a strip, and the part of the mask that it shows. */
export interface StripPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Height of the cells; frame numbers and the event's line come below. */
  readonly height: number;
  /** Text size of the frame numbers, in pixels. */
  readonly textSize: number;
  /** First frame shown, and number of cells into which the width is divided. */
  readonly first: number;
  readonly columns: number;
  /** Frame to mark; null marks none. */
  readonly current: number | null;
}

/** Returns the height of what `maskStrip` draws, frame numbers and event line included. */
export function stripHeight({ height, textSize }: Pick<StripPlace, "height" | "textSize">): number {
  return height + Math.round(2.3 * textSize);
}

/** Gap between two cells, in pixels. */
const GAP = 1;

/**
 * Returns the left and right edge of column i in whole pixels, so that pictures above can align with it.
 *
 * @example
 * columnEdges({ x: 10, width: 100, columns: 4 }, 1); // [35, 59]
 */
export function columnEdges(
  { x, width, columns }: Pick<StripPlace, "x" | "width" | "columns">,
  i: number,
): readonly [left: number, right: number] {
  return [x + Math.round((i * width) / columns), x + Math.round(((i + 1) * width) / columns) - GAP];
}

/**
 * Returns the marks of a strip: cells, frame numbers counted from 1, and below them a line for the true event.
 *
 * @param mask   [T] in [0, 1]; 1 = perturbed.
 * @param event  first and last frame, 0-based; null draws none.
 */
export function maskStrip(
  mask: readonly number[],
  event: readonly [first: number, last: number] | null,
  place: StripPlace,
): readonly DrawCommand[] {
  const { y, height, textSize, first, columns, current } = place;
  const shown = mask.slice(first, first + columns);
  const cellWidth = place.width / columns;
  // Skip numbers that would touch.
  const every = Math.max(1, Math.ceil((2.2 * textSize) / cellWidth));
  const numbersY = y + height + Math.round(1.2 * textSize);
  const commands = shown.flatMap((m, i): DrawCommand[] => {
    const t = first + i;
    const [left, right] = columnEdges(place, i);
    const filled = Math.round(height * m);
    const box = { x: left, width: right - left };
    const marked = t === current;
    return [
      { kind: "rect", ...box, y, height, fill: INK.sunken },
      {
        kind: "rect",
        ...box,
        y: y + height - filled,
        height: filled,
        fill: m > SHOWN_ON ? INK.on : INK.partly,
      },
      ...(marked ? ([{ kind: "edge", ...box, y, height, stroke: INK.text, thickness: 2 }] as const) : []),
      ...(marked || t % every === 0
        ? ([
            {
              kind: "text",
              x: (left + right) / 2,
              y: numbersY,
              text: `${t + 1}`,
              size: textSize,
              bold: marked,
              align: "center",
              fill: marked ? INK.text : INK.quiet,
              maxWidth: every * cellWidth,
            },
          ] as const)
        : []),
    ];
  });
  return [...commands, ...eventLine(event, shown.length, numbersY + Math.round(0.4 * textSize), place)];
}

function eventLine(
  event: readonly [first: number, last: number] | null,
  count: number,
  y: number,
  place: StripPlace,
): readonly DrawCommand[] {
  if (event === null) return [];
  const from = Math.max(event[0] - place.first, 0);
  const to = Math.min(event[1] - place.first, count - 1);
  if (to < from) return [];
  const left = columnEdges(place, from)[0];
  const right = columnEdges(place, to)[1];
  const height = Math.max(2, Math.round(place.textSize / 4));
  return [{ kind: "rect", x: left, y, width: right - left, height, fill: INK.truth }];
}
