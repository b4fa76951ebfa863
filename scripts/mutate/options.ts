/** Options of `npm run mutate`, read from its arguments. */
import { parseArgs } from "node:util";
import type { Fault } from "./fault.ts";

/** The command's options. */
export interface MutateOptions {
  /** Faults to plant. */
  readonly faults: readonly Fault[];
  /** Commit to plant them in; null for the working tree. */
  readonly base: string | null;
}

const USAGE = "npm run mutate -- [--only id,id] [--base commit]";

/**
 * Reads the arguments.
 *
 * @throws {Error} for an unknown argument or fault.
 */
export function parseOptions(args: readonly string[], faults: readonly Fault[]): MutateOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: "string" }, base: { type: "string" } },
  });
  const ids = values.only?.split(",");
  const unknown = ids?.find((id) => !faults.some((fault) => fault.id === id));
  if (unknown !== undefined) throw new Error(`There is no fault "${unknown}". ${USAGE}`);
  return {
    faults: ids === undefined ? faults : faults.filter(({ id }) => ids.includes(id)),
    base: values.base ?? null,
  };
}
