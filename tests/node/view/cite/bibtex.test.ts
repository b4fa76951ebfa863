/** The BibTeX entries of the works to cite, and CITATION.cff beside them. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { arxivUrl, bibtexOf, latexOf, titleOf } from "../../../../src/view/cite/bibtex.ts";
import { LAB, PAPER, type Author } from "../../../../src/view/cite/works.ts";

test("the paper's entry", () => {
  expect(bibtexOf(PAPER)).toBe(String.raw`@inproceedings{manttari2020interpreting,
  title = {Interpreting Video Features: A Comparison of {3D} Convolutional Networks and Convolutional {LSTM} Networks},
  author = {M{\"a}ntt{\"a}ri, Joonatan and Broom{\'e}, Sofia and Folkesson, John and Kjellstr{\"o}m, Hedvig},
  booktitle = {Asian Conference on Computer Vision (ACCV)},
  year = {2020},
  eprint = {2002.00367},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/2002.00367},
}`);
});

test("the lab's entry has the address only if it is given", () => {
  const lines = [
    "@misc{freezeframe,",
    "  title = {Freezeframe},",
    "  author = {{Freezeframe contributors}},",
    "  year = {2026},",
    `  note = {Version ${LAB.version}},`,
  ];
  expect(bibtexOf(LAB)).toBe([...lines, "}"].join("\n"));
  expect(bibtexOf(LAB, "https://lab.example/")).toBe(
    [...lines, "  url = {https://lab.example/},", "}"].join("\n"),
  );
});

test.each([
  { text: "plain", latex: "plain" },
  { text: "àéîö", latex: "{\\`a}{\\'e}{\\^i}{\\\"o}" },
])("$text is $latex in LaTeX", ({ text, latex }) => {
  expect(latexOf(text)).toBe(latex);
});

test.each([
  { title: "A Video in 16 Frames", braced: "A Video in 16 Frames" },
  { title: "I3D, C-LSTM and GradCAM", braced: "{I3D}, C-{LSTM} and {GradCAM}" },
])("$title keeps its capitals as $braced", ({ title, braced }) => {
  expect(titleOf(title)).toBe(braced);
});

test("CITATION.cff says the same", () => {
  const authors = (list: readonly Author[], indent: string) =>
    list.flatMap((author) =>
      "group" in author
        ? [`${indent}- name: ${author.group}`]
        : [`${indent}- family-names: ${author.family}`, `${indent}  given-names: ${author.given}`],
    );
  const paper = PAPER.arxiv!;
  expect(readFileSync("CITATION.cff", "utf8").trimEnd().split("\n")).toEqual([
    "cff-version: 1.2.0",
    "message: If you use Freezeframe, please cite the paper whose method it implements, and the software.",
    "type: software",
    `title: ${LAB.title}`,
    `version: ${LAB.version}`,
    expect.stringMatching(new RegExp(`^date-released: ${LAB.year}-\\d\\d-\\d\\d$`)),
    "license: Apache-2.0",
    "authors:",
    ...authors(LAB.authors, "  "),
    "preferred-citation:",
    "  type: conference-paper",
    `  title: "${PAPER.title}"`,
    "  authors:",
    ...authors(PAPER.authors, "    "),
    `  collection-title: ${PAPER.conference}`,
    `  year: ${PAPER.year}`,
    "  identifiers:",
    "    - type: other",
    `      value: arXiv:${paper}`,
    `  url: ${arxivUrl(paper)}`,
  ]);
});
