/** What `npm run convert` prints of a checkpoint: what it is, where it differs, how it will be run. */
import { shown } from "../../src/base/shown.ts";
import type { ImportSettings, Inspection, Mismatch } from "../../src/recognise/inspection.ts";

/** Rows of the table of mismatches; the rest is counted. */
const MOST_ROWS = 40;

/** What was recognised, with the mismatches as a table. */
export function inspectionText(inspection: Inspection): string {
  const { from, format, network, naming, classCount, parameters, mismatches } = inspection;
  const lines = [
    `${from}: ${format}, ${network} in the names of ${naming}`,
    `  ${classCount} classes, ${(parameters / 1e6).toFixed(parameters < 1e6 ? 3 : 1)} million numbers`,
  ];
  return mismatches.length === 0 ? lines.join("\n") : [...lines, "", mismatchTable(mismatches)].join("\n");
}

/** One row a mismatch: what is wrong, the file's name of it, what was expected and what is there. */
function mismatchTable(mismatches: readonly Mismatch[]): string {
  const shape = (found: readonly number[] | null) =>
    found === null ? "-" : `[${found.map((n) => (n === 0 ? "any" : n)).join(", ")}]`;
  const rows = [
    ["problem", "tensor", "expected", "found"],
    ...mismatches
      .slice(0, MOST_ROWS)
      .map(({ name, problem, expected, found }) => [
        problem,
        shown(name),
        shape(expected),
        found === null ? "-" : `[${found.join(", ")}]`,
      ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  const more = mismatches.length - MOST_ROWS;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `  ${line}`).join("\n");
}

/** The presets by their ids. */
export function presetsText({ presets }: Inspection): string {
  return presets.map(({ id, label, note }) => `  --preset ${id}\n      ${label}. ${note}`).join("\n");
}

/** The settings, each behind the flag that changes it. */
export function settingsText({ architecture, input }: ImportSettings): string {
  const flags: [string, unknown][] = [
    ["frames", input.frames],
    ["height", input.height],
    ["width", input.width],
    ["range", input.range],
    ["mean", input.mean],
    ["std", input.std],
    ["normalise", input.normalise],
  ];
  switch (architecture.kind) {
    case "i3d":
      flags.push(["strides", architecture.temporalStrides], ["head-window", architecture.headWindow ?? 2]);
      break;
    case "convlstm":
      flags.push(
        ["stride", architecture.stride],
        ["padding", architecture.padding],
        ["gate", architecture.gate],
      );
      break;
    case "clstm4":
      flags.push(["stride", architecture.stride], ["steps", architecture.effectiveSteps]);
      break;
    case "tfjs":
      break; // Nothing of its network is asked.
  }
  return flags.map(([flag, value]) => `  --${flag} ${String(value)}`).join("\n");
}
