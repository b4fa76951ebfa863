/** The files that can be exported, and how each is made. */
import { fileName } from "../../export/file-name.ts";
import type { FigureFacts, FigureFormat } from "../../export/figure-facts.ts";
import { maskSvg } from "../../export/mask-svg.ts";
import { resultCsv } from "../../export/result-csv.ts";
import { writeResult, type ResultFile } from "../../export/result-json.ts";
import { namedAfter } from "../../state/take-away.ts";

/** One kind of file. */
export interface TakeAwayItem {
  /** The button's accessible name. */
  readonly name: string;
  readonly text: string;
  /** Format of a figure, which the worker makes; null for text, which is made at once by `write`. */
  readonly figure: FigureFormat | null;
  readonly write?: (result: ResultFile, facts: FigureFacts) => TextFile;
}

/** A file of text. */
export interface TextFile {
  readonly text: string;
  readonly mime: string;
  readonly extension: string;
}

/** Figures come first: they are what most people want. */
export const TAKE_AWAY_ITEMS: readonly TakeAwayItem[] = [
  { name: "Figure (GIF)", text: "Animated; for slides", figure: "gif" },
  { name: "Figure (video)", text: "Sharper and smaller: MP4 or WebM", figure: "video" },
  {
    name: "Film strip (PNG)",
    text: "All frames in one picture, sharp enough to print",
    figure: "film-strip",
  },
  {
    name: "Mask (SVG)",
    text: "The mask alone, as vector graphics for a paper",
    figure: null,
    write: (_, facts) => ({ text: maskSvg(facts), mime: "image/svg+xml", extension: "svg" }),
  },
  {
    name: "Result (JSON)",
    text: "Every number; drop it on the page to open it again",
    figure: null,
    write: (result) => ({ text: writeResult(result), mime: "application/json", extension: "json" }),
  },
  {
    name: "Table row (CSV)",
    text: "For a spreadsheet or a data frame",
    figure: null,
    write: (result) => ({ text: resultCsv(result), mime: "text/csv", extension: "csv" }),
  },
];

/** Returns the file name of an item. */
export function nameOfItem(item: TakeAwayItem, facts: FigureFacts, extension: string): string {
  const kind = { "film-strip": "film-strip", gif: "", video: "" }[item.figure ?? "gif"];
  return fileName(namedAfter(facts), extension, kind);
}
