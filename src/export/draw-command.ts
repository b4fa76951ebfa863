/** Building blocks of pictures: a few kinds of marks, as data, so that geometry can be tested without a canvas. */

/** A solid rectangle. All positions are in pixels from the top left corner. */
export interface RectCommand {
  readonly kind: "rect";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** "#rrggbb". */
  readonly fill: string;
}

/** Outline of a rectangle, drawn inside its edge. */
export interface EdgeCommand {
  readonly kind: "edge";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly stroke: string;
  readonly thickness: number;
}

/** One line of text. Text wider than `maxWidth` is cut and ends in "…". */
export interface TextCommand {
  readonly kind: "text";
  /** Position of the side that `align` names. */
  readonly x: number;
  /** Position of the baseline. */
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly align: "left" | "center" | "right";
  readonly fill: string;
  readonly maxWidth: number;
}

/** Kind of picture in a panel. */
export type PanelKind = "original" | "overlay" | "cam" | "perturbed";

/** Frame t of the clip, with one row's Grad-CAM or mask over it, or perturbed by that row's mask. */
export interface PictureCommand {
  readonly kind: "picture";
  readonly panel: PanelKind;
  /** Index into the facts' rows. */
  readonly row: number;
  readonly t: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One mark. Later marks cover earlier ones. */
export type DrawCommand = RectCommand | EdgeCommand | TextCommand | PictureCommand;

/** A page of marks, in whole pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly commands: readonly DrawCommand[];
}

/** Colours of figures: the page's light theme, because figures appear on paper. */
export const INK = {
  paper: "#ffffff",
  text: "#12181b",
  quiet: "#465159",
  line: "#d9dfe2",
  sunken: "#e9edef",
  on: "#006c8a",
  partly: "#3fa3bf",
  truth: "#8a5a00",
} as const;

/** Fonts of figures; the first that the machine has is used. */
export const FONTS = '"Inter Variable", "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
