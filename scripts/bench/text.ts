/** A report as Markdown, for reading and for documents. Pure. */
import { figure, table } from "./markdown.ts";
import { PARTS, type Part } from "./options.ts";
import type { BenchReport, Fact, Measure } from "./results.ts";
import { layersText } from "./text-layers.ts";

const TITLES: Readonly<Record<Part, string>> = {
  wasm: "One search step on WASM",
  stock: "The same step with stock TF.js ops, one thread",
  pytorch: "The same step in PyTorch, one thread",
  webgpu: "WebGPU",
  search: "A whole search, WASM, one thread: all 300 steps, and with early stop",
  layers: "Where a step's time goes, WASM, one thread",
  scaling: "How a step's cost grows, WASM, one thread",
};

function factText(fact: Fact): string {
  if (typeof fact === "number") return Number.isInteger(fact) ? String(fact) : figure(fact);
  return String(fact);
}

/** Returns a table of the measures with their spread, and a column for each fact that any of them has. */
export function measuresTable(measures: readonly Measure[]): string {
  const facts = [...new Set(measures.flatMap(({ facts }) => Object.keys(facts)))];
  const head = ["measure", "median ms", "min", "quartiles", "n", ...facts];
  const rows = measures.map(({ name, median, min, quartiles, n, facts: own }) => [
    name,
    figure(median),
    figure(min),
    quartiles.map(figure).join(" .. "),
    String(n),
    ...facts.map((fact) => (fact in own ? factText(own[fact]!) : "")),
  ]);
  return table(head, rows);
}

/** Returns the whole report. */
export function reportText({ machine, measures, ratios, notes }: BenchReport): string {
  const sections = PARTS.flatMap((part) => {
    const own = measures.filter((measure) => measure.part === part);
    const tables = part === "layers" ? layersText(own) : own.length > 0 ? [measuresTable(own)] : [];
    const note = notes[part] === undefined ? [] : [notes[part]];
    return tables.length + note.length === 0 ? [] : [`## ${TITLES[part]}`, ...tables, ...note];
  });
  const ratioRows = Object.entries(ratios).map(([name, value]) => [
    name,
    value === null ? "–" : value.toFixed(2),
  ]);
  const others = notesText(
    Object.entries(notes).filter(([about]) => !(PARTS as readonly string[]).includes(about)),
  );
  return [
    "## Machine",
    table(
      ["what", "value"],
      Object.entries(machine).map(([what, value]) => [what, factText(value)]),
    ),
    ...sections,
    "## Ratios",
    table(["ratio", "times"], ratioRows),
    ...(others === "" ? [] : ["### Notes", others]),
  ].join("\n\n");
}

/** Returns the notes as a list; a note about several things appears once. */
function notesText(notes: readonly (readonly [about: string, text: string])[]): string {
  const texts = [...new Set(notes.map(([, text]) => text))];
  const subjects = (text: string) => notes.filter(([, note]) => note === text).map(([about]) => about);
  return texts.map((text) => `- ${subjects(text).join(", ")}: ${text}`).join("\n");
}
