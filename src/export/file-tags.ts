/** Metadata of a figure's file, independent of its format. */
import { SOFTWARE_NAME, SOFTWARE_VERSION } from "../result/software.ts";
import { describeFigure, type FigureFacts } from "./figure-facts.ts";

/** Name and version of the software that made a file: "Freezeframe 0.1.0". */
export const MADE_BY = `${SOFTWARE_NAME} ${SOFTWARE_VERSION}`;

/** Texts for a file's metadata. */
export interface FileTags {
  readonly title: string;
  /** Classes, models, presets, scores and perturbed frames. */
  readonly description: string;
  readonly software: string;
  /** Full permalink; null if there is none. */
  readonly link: string | null;
}

/** Returns the tags of a figure. */
export function tagsOf(facts: FigureFacts): FileTags {
  const classes = [...new Set(facts.rows.map(({ className }) => `“${className}”`))].join(" and ");
  const description = describeFigure(facts);
  return { title: `Which frames ${classes} needs`, description, software: MADE_BY, link: facts.link };
}

/** Returns all tags as lines, for formats with a single text field. */
export function tagsAsText({ title, description, software, link }: FileTags): string {
  return [title, description, `Made with ${software}.`, ...(link === null ? [] : [link])].join("\n");
}
