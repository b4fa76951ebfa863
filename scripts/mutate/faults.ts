/** All planted faults: the list that shows what the default tests notice. */
import { COMPUTING } from "./faults/computing.ts";
import { FILES } from "./faults/files.ts";
import { PAGE } from "./faults/page.ts";
import { RESULTS } from "./faults/results.ts";
import type { Fault } from "./fault.ts";

/** Forty faults across the rooms of `src`, in the order of the rooms. */
export const FAULTS: readonly Fault[] = [...FILES, ...COMPUTING, ...RESULTS, ...PAGE];
