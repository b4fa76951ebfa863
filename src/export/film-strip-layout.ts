/**
 * Layout of a film strip, which shows all frames at once: the clip, its Grad-CAM and its perturbation as rows of
 * small pictures, with the mask below.
 */
import { frameValues } from "../math/mask.ts";
import { OPERATED } from "../math/operator.ts";
import { INK, type DrawCommand, type Drawing, type PanelKind } from "./draw-command.ts";
import { clipText, shortLink, type FigureFacts, type FigureRow } from "./figure-facts.ts";
import { measuresFor, rowHead, textLine, type Measures } from "./figure-text.ts";
import { columnEdges, maskStrip, stripHeight } from "./mask-strip.ts";

/** Largest number of frames side by side; longer clips continue below. */
export const MOST_COLUMNS = 16;

/** Width of the names at the left of each row, in multiples of the small text size. */
const NAME_WIDTH = 5.6;

/** Lays out a film strip. `width` in pixels; the height follows from the frames' shape and number. */
export function layFilmStrip(facts: FigureFacts, width: number): Drawing {
  const m = measuresFor(width);
  const page = new Page(facts, width, m);
  page.head();
  const { T } = facts.frames;
  for (let first = 0; first < T; first += MOST_COLUMNS) page.band(first);
  return page.finish();
}

/** Fills the page downwards, row after row. */
class Page {
  readonly #commands: DrawCommand[] = [];
  readonly #columns: number;
  /** Left edge of the pictures, right of the rows' names. */
  readonly #x: number;
  readonly #inner: number;
  readonly #pictureHeight: number;
  #y: number;

  constructor(
    readonly facts: FigureFacts,
    readonly width: number,
    readonly m: Measures,
  ) {
    const { T, H, W } = facts.frames;
    this.#columns = Math.min(T, MOST_COLUMNS);
    this.#x = m.margin + Math.round(NAME_WIDTH * m.small);
    this.#inner = width - m.margin - this.#x;
    this.#pictureHeight = Math.round((this.#inner / this.#columns / W) * H);
    this.#y = m.margin;
  }

  head(): void {
    const { m } = this;
    const line = { x: m.margin, fill: INK.quiet, maxWidth: this.width - 2 * m.margin };
    this.#commands.push(textLine(clipText(this.facts), { ...line, y: this.#y + m.line * 0.6, size: m.text }));
    this.#y += m.line + m.gap;
  }

  /** Adds up to `MOST_COLUMNS` frames, starting at `first`: the clip, then each explanation. */
  band(first: number): void {
    this.#pictures("Original", "original", 0, first);
    this.facts.rows.forEach((row, index) => {
      if (first === 0) this.#rowHead(row);
      else if (this.facts.rows.length > 1) this.#name(row.modelName, this.m.line);
      if (row.mask.kind === "spatiotemporal") this.#pictures("Mask", "overlay", index, first);
      if (row.cam !== null) this.#pictures("Grad-CAM", "cam", index, first);
      this.#pictures(OPERATED[this.facts.shows], "perturbed", index, first);
      this.#strip(row, first);
    });
    this.#y += this.m.gap;
  }

  finish(): Drawing {
    const { m, facts, width } = this;
    if (facts.link !== null) {
      this.#y += m.line;
      const place = {
        x: m.margin,
        y: this.#y,
        size: m.small,
        fill: INK.quiet,
        maxWidth: width - 2 * m.margin,
      };
      this.#commands.push(textLine(shortLink(facts.link, Math.floor(width / (0.6 * m.small))), place));
    }
    const height = Math.ceil(this.#y + m.margin);
    const paper = { kind: "rect", x: 0, y: 0, width, height, fill: INK.paper } as const;
    return { width, height, commands: [paper, ...this.#commands] };
  }

  #rowHead(row: FigureRow): void {
    const { m, width } = this;
    this.#y += m.gap;
    const place = { x: m.margin, y: this.#y + m.line * 0.8, width: width - 2 * m.margin, m };
    this.#commands.push(...rowHead(row, place));
    this.#y += 2 * m.line + m.gap;
  }

  /** Adds a row's name at the left, vertically centred on the row. */
  #name(name: string, height: number): void {
    const { m } = this;
    const place = { x: m.margin, y: this.#y + height / 2 + m.small / 3, size: m.small, fill: INK.quiet };
    this.#commands.push(textLine(name, { ...place, maxWidth: this.#x - m.margin - m.gap }));
  }

  #pictures(name: string, panel: PanelKind, row: number, first: number): void {
    this.#name(name, this.#pictureHeight);
    const count = Math.min(this.#columns, this.facts.frames.T - first);
    for (let i = 0; i < count; i++) {
      const [left, right] = columnEdges({ x: this.#x, width: this.#inner, columns: this.#columns }, i);
      const box = { x: left, y: this.#y, width: right - left, height: this.#pictureHeight };
      this.#commands.push({ kind: "picture", panel, row, t: first + i, ...box });
    }
    this.#y += this.#pictureHeight + 2;
  }

  #strip({ mask }: FigureRow, first: number): void {
    const { m } = this;
    const place = {
      x: this.#x,
      y: this.#y + 2,
      width: this.#inner,
      height: m.strip,
      textSize: m.small,
      first,
      columns: this.#columns,
      current: null,
    };
    this.#name("Mask", m.strip + 4);
    this.#commands.push(...maskStrip(frameValues(mask), this.facts.event, place));
    this.#y += stripHeight(place) + 2;
  }
}
