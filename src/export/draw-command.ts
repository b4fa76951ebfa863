/** What pictures are made of: few kinds of marks, as data, so that geometry is tested without a canvas. */

/** A solid rectangle. Pixels from the top left corner, here as everywhere below. */
export interface RectCommand {
  readonly kind: "rect";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** "#rrggbb". */
  readonly fill: string;
}

/** A rectangle's edge, drawn inside it. */
export interface EdgeCommand {
  readonly kind: "edge";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly stroke: string;
  readonly thickness: number;
}

/** One line of text; what is wider than `maxWidth` is cut and ends in "…". */
export interface TextCommand {
  readonly kind: "text";
  /** Of the side that `align` names. */
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly align: "left" | "center" | "right";
  readonly fill: string;
  readonly maxWidth: number;
}

/** What a panel shows. */
export type PanelKind = "original" | "overlay" | "cam" | "perturbed";

/** Frame t of the clip, of one row's Grad-CAM over it, or of its perturbation. */
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

/** One mark. Later ones lie over earlier ones. */
export type DrawCommand = RectCommand | EdgeCommand | TextCommand | PictureCommand;

/** A page of marks, whole pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly commands: readonly DrawCommand[];
}

/** Colours of figures: those of the page's light theme, for figures stand on paper. */
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

/** What fonts a figure is set in: the first that the machine has. */
export const FONTS = '"Inter Variable", "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
