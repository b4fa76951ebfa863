/** Faults in the page: tables and statistics, state, components, address. */
import type { Fault } from "../fault.ts";

/** Rooms: paper, study, state, view, app. */
export const PAGE: readonly Fault[] = [
  {
    id: "paper/difference-sign",
    find: "values.clstm.map((value, i) => value - values.i3d[i]!)",
    replace: "values.clstm.map((value, i) => values.i3d[i]! - value)",
    tests: ["tests/node/paper/statistics.test.ts"],
  },
  {
    id: "study/merge-keeps-problem",
    find: "if (known.record.problem !== null && record.problem === null)",
    replace: "if (known.record.problem === null && record.problem !== null)",
    tests: ["tests/node/study/merge.test.ts"],
  },
  {
    id: "state/cam-forgets-class",
    find: `cam: { from: ["clip", "modelId", "target"], job: "cam" }`,
    replace: `cam: { from: ["clip", "modelId"], job: "cam" }`,
    tests: ["tests/node/state/consistency.test.ts", "tests/node/state/derived.test.ts"],
    before: {
      find: "set({ ...explanationOf(get(), get().modelId, target), target });\n  followTarget(context);",
      replace:
        "set({ ...explanationOf(get(), get().modelId, target), cam: get().cam, target });\n  followTarget(context);",
    },
  },
  {
    id: "state/faithfulness-forgets-mask",
    find: `faithfulness: { from: ["mask"], job: "faithfulness" }`,
    replace: `faithfulness: { from: ["finding"], job: "faithfulness" }`,
    tests: ["tests/node/state/consistency.test.ts", "tests/node/state/faithfulness.test.ts"],
    before: {
      find: `    linkCheck: { kind: "none" },\n    trust: { kind: "none" },\n    lookedAt: null,\n  });\n  if (finding`,
      replace: `    linkCheck: { kind: "none" },\n    lookedAt: null,\n  });\n  if (finding`,
    },
  },
  {
    id: "state/redo-kept",
    find: "set({ past: lastOf(past), future: [] });",
    replace: "set({ past: lastOf(past) });",
    tests: ["tests/node/state/undoing.test.ts"],
  },
  {
    id: "state/step-back-from-first",
    find: "frame: (((get().player.frame + by) % T) + T) % T",
    replace: "frame: (get().player.frame + by) % T",
    tests: ["tests/node/state/player.test.ts"],
  },
  {
    id: "state/scores-of-old-mask",
    find: "if (now?.mask !== mask) continue;",
    replace: "if (now == null) continue;",
    tests: ["tests/node/state/editing.test.ts"],
  },
  {
    id: "view/trim-back",
    find: "const by = clamp(byS, -from, wholeS - to);",
    replace: "const by = clamp(byS, 0, wholeS - to);",
    tests: ["tests/node/view/trim-maths.test.ts"],
  },
  {
    id: "view/reverse-score",
    find: "score={scores?.rs ?? null}",
    replace: "score={scores?.fs ?? null}",
    tests: ["tests/browser/view/contract.test.ts"],
  },
  {
    id: "view/best-window-end",
    find: "paintFrame(t, t >= window[0] && t <= window[1], lane)",
    replace: "paintFrame(t, t >= window[0] && t < window[1], lane)",
    tests: ["tests/browser/view/faithfulness.test.ts"],
  },
  {
    id: "app/address-of-no-clip",
    find: "isSameLink(linkOf(state), linkOf(before)) && hasNothing(state) === hasNothing(before);",
    replace: "isSameLink(linkOf(state), linkOf(before));",
    tests: ["tests/node/app/address.test.ts"],
  },
];
