/** Faults in what becomes of a mask: faithfulness, pictures, files, saved searches, and the way to the worker. */
import type { Fault } from "../fault.ts";

/** Rooms: faithfulness, measure, result, picture, export, saved, worker. */
export const RESULTS: readonly Fault[] = [
  {
    id: "faithfulness/half-bad",
    find: "2 * counted.length >= settled.length",
    replace: "2 * counted.length > settled.length",
    tests: ["tests/node/faithfulness/verdict.test.ts"],
  },
  {
    id: "measure/path-weight",
    find: "weight: (3 * left ** 2) / steps",
    replace: "weight: (2 * left ** 2) / steps",
    tests: ["tests/node/measure/completeness.test.ts"],
  },
  {
    id: "result/window-count",
    find: "windows.scores.length, (T * (T + 1)) / 2]",
    replace: "windows.scores.length, (T * (T - 1)) / 2]",
    tests: ["tests/node/result/measured.test.ts", "tests/node/export/result-files.test.ts"],
  },
  {
    id: "result/grid-halves",
    find: "(packed[i >> 1]! >> (4 * (i & 1)))",
    replace: "(packed[i >> 1]! >> (4 * (~i & 1)))",
    tests: ["tests/node/result/permalink.test.ts"],
  },
  {
    id: "picture/heat-centre",
    find: "const at = Math.min(Math.max(((i + 0.5) * cells) / n - 0.5, 0), cells - 1);",
    replace: "const at = Math.min(Math.max(((i + 0.5) * cells) / n, 0), cells - 1);",
    tests: ["tests/node/picture/heat.test.ts"],
  },
  {
    id: "export/png-checksum",
    find: "crc32(typed)",
    replace: "crc32(typed.subarray(4))",
    tests: ["tests/node/export/metadata.test.ts"],
  },
  {
    id: "saved/keeps-too-much",
    find: "if (bytes <= budget) break;",
    replace: "if (bytes - other.bytes <= budget) break;",
    tests: ["tests/node/saved/originals.test.ts"],
  },
  {
    id: "saved/oldest-first",
    find: "items: entries.reverse().map(",
    replace: "items: entries.map(",
    tests: ["tests/browser/saved/idb-searches.test.ts"],
  },
  {
    id: "worker/cancel-unsent",
    find: `fail(cancelled(name));\n          post({ id, kind: "cancel" });`,
    replace: "fail(cancelled(name));",
    tests: ["tests/node/worker/client-and-host.test.ts"],
  },
];
