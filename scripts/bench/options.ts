/** Options of `npm run bench`, read from its arguments. */
import { parseArgs } from "node:util";

/** Parts of the benchmark, in order. */
export const PARTS = ["wasm", "stock", "pytorch", "webgpu", "search", "layers", "scaling"] as const;

/** A part of the benchmark. */
export type Part = (typeof PARTS)[number];

/** The command's options. */
export interface BenchOptions {
  /** True to print one JSON object and nothing else. */
  readonly json: boolean;
  readonly parts: ReadonlySet<Part>;
  /** True to time the layers of the full-width I3D too. */
  readonly fullLayers: boolean;
  /** Number of bundled clips on which the search is timed, with each model; at least 1. */
  readonly clips: number;
}

const DEFAULT_CLIPS = 2;

/**
 * Reads the arguments. By default, all parts except `scaling` run; `--only` selects parts, `--scaling` adds `scaling`.
 *
 * @throws {Error} naming the argument and its allowed values.
 */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: "boolean", default: false },
      only: { type: "string" },
      layers: { type: "string" },
      clips: { type: "string" },
      scaling: { type: "boolean", default: false },
    },
  });
  const parts = new Set(
    values.only === undefined ? PARTS.filter((part) => part !== "scaling") : partsOf(values.only),
  );
  if (values.scaling) parts.add("scaling");
  if (values.layers !== undefined && values.layers !== "full")
    throw new Error(`--layers takes "full", not "${values.layers}".`);
  const clips = values.clips === undefined ? DEFAULT_CLIPS : Number(values.clips);
  if (!Number.isInteger(clips) || clips < 1)
    throw new Error(`--clips takes a number of clips, at least 1, not "${values.clips}".`);
  return { json: values.json, parts, fullLayers: values.layers === "full", clips };
}

function partsOf(list: string): Part[] {
  return list.split(",").map((name) => {
    const part = PARTS.find((known) => known === name.trim());
    if (part === undefined)
      throw new Error(`--only: unknown part "${name}"; the parts are ${PARTS.join(", ")}.`);
    return part;
  });
}
