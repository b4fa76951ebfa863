/**
 * No part of the state is ever older than what it was computed from, whatever the user does in any order. The fake
 * workers remember what each answer was computed from, so every answer in the state can be compared with the state.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MaskKind } from "../../../src/result/link-fields.ts";
import { encodeLink } from "../../../src/result/permalink.ts";
import { COMPUTED, dependentsOf, RECORDED } from "../../../src/state/dependencies.ts";
import { operatorOf } from "../../../src/state/derived.ts";
import { EMPTY_LANE, MAIN, type Lane } from "../../../src/state/lab-state.ts";
import type { Lab, LabStore } from "../../../src/state/lab-store.ts";
import { linkOf } from "../../../src/state/link-actions.ts";
import { FAKE_CLIPS, FAKE_MASK, fakeCam, type FakeOptions } from "../../support/page-harness/fake-clients.ts";
import { fakeFaithfulness, fakeGrid, fakeWindows } from "../../support/page-harness/fake-measures.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { SECOND } from "../../support/seen.ts";

/** What an answer was computed from. */
interface Asked {
  readonly modelId: string;
  readonly frames: unknown;
  readonly target?: number;
  readonly operator?: string | undefined;
  readonly mask?: unknown;
}

/** Waits one turn of the event loop, as long as each answer takes. */
const soon = () => new Promise((resolve) => setTimeout(resolve));

/** Creates workers that answer each request with a new object and remember the request. */
function rememberingLab() {
  const asked = new WeakMap<object, Asked>();
  let answers = 0;
  const remember = <A extends object>(answer: A, ask: Asked): A => (asked.set(answer, ask), answer);
  const scores = () => ({ os: 0.9, fs: 0.1, rs: (answers++ % 90) / 100 });
  const terms = { loss: 1, l1: 0.1, tv: 0.1, classScore: 0.8, secondsLeft: 0 };
  const end = { steps: 2, stopped: "settled", backend: "wasm" } as const;
  const lab: FakeOptions["lab"] = {
    classify: async (ask) => {
      await soon();
      const first = (answers++ % 3) + 1;
      return remember(
        Float32Array.from({ length: 8 }, (_, i) => (i === first ? 0.6 : 0.05)),
        ask,
      );
    },
    gradCam: async (ask) => (await soon(), remember(fakeCam(), ask)),
    searchMask: async (ask, { onStep }) => {
      const { modelId, target, preset, operator = "freeze" } = ask;
      onStep?.({ step: 1, of: 2, ...terms, mask: FAKE_MASK });
      await soon();
      const mask = remember([...FAKE_MASK], ask);
      const start = FAKE_MASK.map((m) => m > 0.5);
      const found = remember(scores(), { ...ask, mask });
      return { modelId, target, preset, operator, mask, start, scores: found, proof: null, ...end };
    },
    searchSpatiotemporal: async (ask) => {
      await soon();
      const { modelId, target, across, area } = ask;
      const mask = remember(fakeGrid(across), ask);
      return { modelId, target, across, area, mask, scores: remember(scores(), { ...ask, mask }), ...end };
    },
    scoreMask: async (ask) => (await soon(), remember(scores(), ask)),
    scoreSpatiotemporal: async (ask) => (await soon(), remember(scores(), ask)),
    scoreWindows: async (ask) => (await soon(), remember(fakeWindows(), ask)),
    measureFaithfulness: async (ask) => (await soon(), remember(fakeFaithfulness(ask.mask, ask.seed), ask)),
  };
  return { lab, asked };
}

const OPERATIONS = {
  openClip: (store: LabStore, n: number) =>
    store.getState().actions.openClip({ kind: "bundled", clip: FAKE_CLIPS[n % 2]! }),
  generate: (store: LabStore, n: number) =>
    store.getState().actions.openClip({ kind: "generated", className: "Moving something up", seed: n }),
  removeClip: (store: LabStore) => store.getState().actions.removeClip(),
  chooseModel: (store: LabStore, n: number) =>
    store.getState().actions.chooseModel(["i3d", "convlstm"][n % 2]!),
  compareWithModel: (store: LabStore) => store.getState().actions.compareWithModel("convlstm"),
  compareWithClass: (store: LabStore) => store.getState().actions.compareWithClass(),
  stopComparing: (store: LabStore) => store.getState().actions.stopComparing(),
  chooseTarget: (store: LabStore, n: number) => store.getState().actions.chooseTarget(n % 8),
  chooseOtherTarget: (store: LabStore, n: number) => {
    const second = store.getState().lanes.find(({ compares }) => compares === "class");
    if (second !== undefined) store.getState().actions.chooseTarget(n % 8, second.id);
  },
  choosePreset: (store: LabStore, n: number) =>
    store.getState().actions.choosePreset((["default", "paper"] as const)[n % 2]!),
  chooseMaskKind: (store: LabStore, n: number) => store.getState().actions.chooseMaskKind(KINDS[n % 3]!),
  findMask: (store: LabStore) => store.getState().actions.findMask(),
  cancelSearch: (store: LabStore) => store.getState().actions.cancelSearch(),
  toggleFrame: (store: LabStore, n: number) => store.getState().actions.toggleFrame(n % 16),
  toggleOtherFrame: (store: LabStore, n: number) => store.getState().actions.toggleFrame(n % 16, SECOND),
  resetMask: (store: LabStore) => store.getState().actions.resetMask(),
  lookAtStep: (store: LabStore) => store.getState().actions.lookAtStep(0),
  needCam: (store: LabStore) => store.getState().actions.needCam(),
  measure: (store: LabStore) => store.getState().actions.measureFaithfulness(),
  undo: (store: LabStore) => store.getState().actions.undo(),
  redo: (store: LabStore) => store.getState().actions.redo(),
  openOwnLink: (store: LabStore) => {
    const link = linkOf(store.getState());
    return link === null ? undefined : store.getState().actions.openLink(encodeLink(link));
  },
} as const;

const KINDS: readonly MaskKind[] = [
  { kind: "temporal", operator: "freeze" },
  { kind: "temporal", operator: "fade" },
  { kind: "spatiotemporal", across: 7, area: null },
];

/** Returns a line for each answer in the state that was computed from something other than the state. */
function stale(lab: Lab, asked: WeakMap<object, Asked>): string[] {
  return lab.lanes.flatMap((lane) => {
    const wrong = (part: string, answer: object, expected: Partial<Asked>) => {
      const ask = asked.get(answer);
      // What came in a link was computed elsewhere.
      if (ask === undefined) return [];
      const names = Object.keys(expected) as (keyof Asked)[];
      return names
        .filter((name) => !Object.is(ask[name], expected[name]))
        .map((name) => `lane ${lane.id}: ${part} is of another ${name}`);
    };
    const { predictions, cam, finding, mask, scoring, search, lookedAt } = lane;
    const question = { modelId: lane.modelId ?? "", frames: lab.onPage?.clip.frames };
    const withTarget = { ...question, target: lane.target ?? -1 };
    const held = mask === null ? null : mask.kind === "temporal" ? mask.values : mask.grid;
    const found =
      finding === null ? null : finding.mask.kind === "temporal" ? finding.mask.values : finding.mask.grid;
    const operator = lane.maskKind.kind === "temporal" ? { operator: operatorOf(lane) } : {};
    const measured = mask === null ? undefined : lab.measured.get(mask);
    return [
      ...(predictions.kind === "ready" ? wrong("predictions", predictions.probabilities, question) : []),
      ...(cam.kind === "ready" ? wrong("Grad-CAM", cam.map, withTarget) : []),
      ...(found === null ? [] : wrong("finding", found, { ...withTarget, ...operator })),
      ...(scoring.kind === "ready"
        ? wrong("scores", scoring.scores, { ...withTarget, ...operator, mask: held })
        : []),
      ...(measured === undefined
        ? []
        : wrong("faithfulness", measured.measured.report, { ...withTarget, mask: held })),
      ...(mask !== null && mask.kind !== lane.maskKind.kind
        ? [`lane ${lane.id}: mask is of another kind`]
        : []),
      ...(mask === null && scoring.kind === "ready" ? [`lane ${lane.id}: scores without a mask`] : []),
      ...(lookedAt !== null && finding?.from.kind !== "search"
        ? [`lane ${lane.id}: a step of no search`]
        : []),
      ...(search.kind === "searching" && lane.target === null
        ? [`lane ${lane.id}: searches for no class`]
        : []),
    ];
  });
}

describe("whatever is done", () => {
  test("nothing in the state is older than what it was computed from", async () => {
    const names = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];
    const deed = (...of: readonly (keyof typeof OPERATIONS)[]) =>
      fc.record({
        name: fc.constantFrom(...of),
        n: fc.nat(31),
        // Turns to wait, so that the next deed finds the work at any stage; "end" waits for all of it.
        ticks: fc.constantFrom(0, 1, 2, 3, 5, "end" as const),
      });
    // Every other deed computes something that can go out of date.
    const deeds = fc
      .array(fc.tuple(deed("findMask", "findMask", "needCam", "measure", "toggleFrame"), deed(...names)), {
        minLength: 1,
        maxLength: 7,
      })
      .map((pairs) => pairs.flat());
    await fc.assert(
      fc.asyncProperty(deeds, async (done) => {
        const { lab, asked } = rememberingLab();
        const store = await readyStore({ lab });
        const problems = new Set<string>();
        const unsubscribe = store.subscribe((state) =>
          stale(state, asked).forEach((line) => problems.add(line)),
        );
        const running: unknown[] = [];
        for (const { name, n, ticks } of done) {
          const work: unknown = OPERATIONS[name](store, n);
          running.push(work);
          if (ticks === "end") await work;
          else for (let tick = 0; tick < ticks; tick++) await soon();
        }
        await Promise.all(running);
        unsubscribe();
        expect([...problems]).toEqual([]);
        expect(store.getState().problems).toEqual([]);
      }),
      { numRuns: 120 },
    );
  }, 120_000);

  test("an outdated answer is found (control)", async () => {
    const { lab, asked } = rememberingLab();
    const store = await readyStore({ lab });
    expect(stale(store.getState(), asked)).toEqual([]); // control
    const [main] = store.getState().lanes;
    store.setState({ lanes: [{ ...main, modelId: "convlstm" }] });
    expect(stale(store.getState(), asked)).toEqual(["lane 0: predictions is of another modelId"]);
  });
});

describe("the table of what depends on what", () => {
  test.each([
    { changed: "clip", clears: ["predictions", "cam", "search", "finding", "mask", "scoring", "target"] },
    { changed: "target", clears: ["cam", "search", "finding", "mask", "scoring", "faithfulness"] },
    { changed: "maskKind", clears: ["search", "finding", "mask", "scoring"] },
    { changed: "preset", clears: ["search"] },
    { changed: "mask", clears: ["scoring", "linkCheck", "faithfulness", "lookedAt"] },
  ] as const)("another $changed makes $clears stale", ({ changed, clears }) => {
    expect(dependentsOf([changed])).toEqual(expect.arrayContaining([...clears]));
  });

  test.each([
    { changed: "maskKind", keeps: ["predictions", "cam", "target"] },
    { changed: "mask", keeps: ["finding", "predictions", "cam"] },
    { changed: "preset", keeps: ["finding", "mask", "scoring"] },
    { changed: "scoring", keeps: Object.keys(COMPUTED) },
  ] as const)("another $changed leaves $keeps alone", ({ changed, keeps }) => {
    for (const part of keeps) expect(dependentsOf([changed])).not.toContain(part);
  });

  test("names only parts of a lane, and clears each to an empty lane's value", () => {
    const parts = Object.keys(EMPTY_LANE);
    for (const [part, { from }] of Object.entries(COMPUTED)) {
      expect(parts).toContain(part);
      for (const source of from) expect([...parts, "clip"]).toContain(source);
    }
    expect(RECORDED).not.toContain("predictions");
    expect((EMPTY_LANE satisfies Lane).id).toBe(MAIN);
  });
});
