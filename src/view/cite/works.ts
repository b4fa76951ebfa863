/** The works to cite, as plain data. CITATION.cff repeats them, and a test compares the two. */
import { SOFTWARE_NAME, SOFTWARE_VERSION } from "../../result/software.ts";

/** A person by both names, or a group by its name. */
export type Author = { readonly family: string; readonly given: string } | { readonly group: string };

/** One work to cite. */
export interface Work {
  /** Key of its BibTeX entry. */
  readonly key: string;
  readonly title: string;
  readonly authors: readonly Author[];
  readonly year: number;
  /** Conference, for a paper. */
  readonly conference?: string;
  /** arXiv's identifier, for a paper. */
  readonly arxiv?: string;
  /** For software. */
  readonly version?: string;
}

/** The paper whose method the lab implements. */
export const PAPER: Work = {
  key: "manttari2020interpreting",
  title:
    "Interpreting Video Features: A Comparison of 3D Convolutional Networks and Convolutional LSTM Networks",
  authors: [
    { family: "Mänttäri", given: "Joonatan" },
    { family: "Broomé", given: "Sofia" },
    { family: "Folkesson", given: "John" },
    { family: "Kjellström", given: "Hedvig" },
  ],
  year: 2020,
  conference: "Asian Conference on Computer Vision (ACCV)",
  arxiv: "2002.00367",
};

/** This lab, as software. */
export const LAB: Work = {
  key: "freezeframe",
  title: SOFTWARE_NAME,
  authors: [{ group: "Freezeframe contributors" }],
  year: 2026,
  version: SOFTWARE_VERSION,
};
