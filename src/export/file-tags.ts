/** What a figure's file says of itself beside its picture, in whatever form its format has for that. */
import { SOFTWARE_NAME, SOFTWARE_VERSION } from "../result/software.ts";
import { describeFigure, type FigureFacts } from "./figure-facts.ts";

/** The words by which a file says what made it: "Freezeframe 0.1.0". */
export const MADE_BY = `${SOFTWARE_NAME} ${SOFTWARE_VERSION}`;

/** Words for a file's metadata. */
export interface FileTags {
  readonly title: string;
  /** Classes, models, presets, scores and perturbed frames. */
  readonly description: string;
  readonly software: string;
  /** The whole permalink; null where there is none. */
  readonly link: string | null;
}

/** The tags of a figure. */
export function tagsOf(facts: FigureFacts): FileTags {
  const classes = [...new Set(facts.rows.map(({ className }) => `“${className}”`))].join(" and ");
  const description = describeFigure(facts);
  return { title: `Which frames ${classes} needs`, description, software: MADE_BY, link: facts.link };
}

/** All tags as lines, for formats with one place for words. */
export function tagsAsText({ title, description, software, link }: FileTags): string {
  return [title, description, `Made with ${software}.`, ...(link === null ? [] : [link])].join("\n");
}
