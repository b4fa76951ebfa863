/** Texts that `npm run convert` prints about a checkpoint: what it is, where it differs, and its settings. */
import { shown } from "../../src/base/shown.ts";
import type { ImportSettings, Inspection, Mismatch } from "../../src/recognise/inspection.ts";

/** Maximum number of mismatches in the table; the rest are counted. */
const MOST_ROWS = 40;

/** Returns what was recognised, with the mismatches as a table. */
export function inspectionText(inspection: Inspection): string {
  const { from, format, network, naming, classCount, parameters, mismatches } = inspection;
  const lines = [
    `${from}: ${format}, ${network} in the names of ${naming}`,
    `  ${classCount} classes, ${(parameters / 1e6).toFixed(parameters < 1e6 ? 3 : 1)} million numbers`,
  ];
  return mismatches.length === 0 ? lines.join("\n") : [...lines, "", mismatchTable(mismatches)].join("\n");
}

/** Returns one row per mismatch: the problem, the tensor's name, the expected shape and the shape found. */
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

/** Returns the presets, by id. */
export function presetsText({ presets }: Inspection): string {
  return presets.map(({ id, label, note }) => `  --preset ${id}\n      ${label}. ${note}`).join("\n");
}

/** Returns the settings, each after the flag that changes it. */
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
      break; // Its network needs no settings.
  }
  return flags.map(([flag, value]) => `  --${flag} ${String(value)}`).join("\n");
}
