/** BibTeX entries of the works to cite. */
import type { Author, Work } from "./works.ts";

const ACCENTS: Readonly<Record<string, string>> = {
  "\u0300": "`",
  "\u0301": "'",
  "\u0302": "^",
  "\u0308": '"',
};

/**
 * Returns text with its accented letters in LaTeX's notation, which every version of BibTeX sorts and prints rightly.
 *
 * @example
 * latexOf("Broomé"); // "Broom{\\'e}"
 */
export function latexOf(text: string): string {
  return text
    .normalize("NFD")
    .replace(
      /(\p{L})([\u0300\u0301\u0302\u0308])/gu,
      (_, letter: string, accent: string) => `{\\${ACCENTS[accent]}${letter}}`,
    );
}

/**
 * Returns a title whose abbreviations are in braces, since BibTeX styles put other words into lower case.
 *
 * @example
 * titleOf("A Study of 3D Networks"); // "A Study of {3D} Networks"
 */
export function titleOf(title: string): string {
  return latexOf(title).replace(/\b(?=\w*[A-Z\d]\w*[A-Z])\w+\b/g, "{$&}");
}

/** Returns the arXiv page of a paper. */
export const arxivUrl = (id: string): string => `https://arxiv.org/abs/${id}`;

/**
 * Returns the BibTeX entry of a work.
 *
 * @param url  where the work is; default: its arXiv page, if it has one.
 */
export function bibtexOf(work: Work, url = work.arxiv && arxivUrl(work.arxiv)): string {
  const { key, title, authors, year, conference, arxiv, version } = work;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["title", titleOf(title)],
    ["author", authors.map(nameOf).join(" and ")],
    ["booktitle", conference],
    ["year", String(year)],
    ["note", version && `Version ${version}`],
    ["eprint", arxiv],
    ["archivePrefix", arxiv && "arXiv"],
    ["url", url],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = {${value}},`] : []));
  return [`@${conference ? "inproceedings" : "misc"}{${key},`, ...lines, "}"].join("\n");
}

/** Braces keep BibTeX from splitting a group's name into given and family names. */
function nameOf(author: Author): string {
  return latexOf("group" in author ? `{${author.group}}` : `${author.family}, ${author.given}`);
}
