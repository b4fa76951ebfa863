/** A mask search in the state: steps, result, cancel, and the reasons against a search. */
import { describe, expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import { whyNoSearch } from "../../../src/state/derived.ts";
import { INITIAL_STATE, type LabState, type Lane } from "../../../src/state/lab-state.ts";
import { createLabStore } from "../../../src/state/lab-store.ts";
import { linkOf } from "../../../src/state/link-actions.ts";
import type { SearchProgress } from "../../../src/worker/protocol.ts";
import { fakeDeps, FAKE_MASK, fakeScores } from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";

const step = (n: number): SearchProgress => ({
  step: n,
  of: 300,
  loss: 1 / n,
  l1: 0.01,
  tv: 0.02,
  classScore: 0.5 / n,
  mask: FAKE_MASK,
  secondsLeft: 300 - n,
});

test("a finished search puts its mask, scores and course on the page", async () => {
  const store = await readyStore();
  await store.getState().actions.findMask();
  const { mask, scoring, finding, search } = seen(store);
  expect(mask).toEqual(FAKE_MASK);
  expect(scoring).toMatchObject({ kind: "ready", scores: { os: 0.944 } });
  expect(search.kind).toBe("idle");
  expect(finding?.from).toMatchObject({ kind: "search", result: { steps: 60, stopped: "settled" } });
  expect(finding?.from.kind === "search" && finding.from.history).toHaveLength(60);
});

test("of steps that arrive between two paints only the latest is shown, with the whole course", async () => {
  const paints: (() => void)[] = [];
  let onStep: ((step: SearchProgress) => void) | undefined;
  const deps = fakeDeps({
    lab: { searchMask: (_, options) => ((onStep = options.onStep), new Promise(() => {})) },
  });
  const store = createLabStore({ ...deps, soon: (paint) => paints.push(paint), autoplay: false });
  await store.getState().actions.begin("");
  void store.getState().actions.findMask();
  const changes = vi.fn();
  store.subscribe(changes);
  for (const n of [1, 2, 3]) onStep?.(step(n));
  expect([changes.mock.calls.length, paints.length]).toEqual([0, 1]);
  paints[0]!();
  expect(seen(store).search).toMatchObject({
    kind: "searching",
    latest: { step: 3 },
    history: { length: 3 },
  });
  onStep?.(step(4));
  expect(paints).toHaveLength(2); // the next step asks for the next paint
});

test("cancel answers at once and brings the last finished mask back", async () => {
  const store = await readyStore();
  await store.getState().actions.findMask();
  const found = seen(store).finding;
  const searching = store.getState().actions.findMask();
  expect(seen(store).search.kind).toBe("searching"); // control
  store.getState().actions.cancelSearch();
  expect(seen(store).search.kind).toBe("idle");
  await searching;
  expect(seen(store)).toMatchObject({ finding: found, mask: FAKE_MASK, problems: [] });
});

test("a step that arrives after cancel changes nothing", async () => {
  let onStep: ((step: SearchProgress) => void) | undefined;
  const paints: (() => void)[] = [];
  const deps = fakeDeps({
    lab: { searchMask: (_, options) => ((onStep = options.onStep), new Promise(() => {})) },
  });
  const store = createLabStore({ ...deps, soon: (paint) => paints.push(paint), autoplay: false });
  await store.getState().actions.begin("");
  const searching = store.getState().actions.findMask();
  onStep?.(step(1));
  store.getState().actions.cancelSearch();
  await searching;
  paints.forEach((paint) => paint());
  expect(seen(store).search).toEqual({ kind: "idle" });
});

test("choosing another class ends the search and leaves no mask", async () => {
  const store = await readyStore({ lab: { searchMask: () => new Promise(() => {}) } });
  const searching = store.getState().actions.findMask();
  store.getState().actions.chooseTarget(3);
  await searching;
  expect(seen(store)).toMatchObject({ target: 3, search: { kind: "idle" }, mask: null, problems: [] });
});

test("a search that fails says why and leaves the last result", async () => {
  let fails = false;
  const good = fakeDeps().lab;
  const store = await readyStore({
    lab: {
      searchMask: (ask, options) =>
        fails
          ? Promise.reject(new LabError("device-lost", "searchMask: the GPU was lost. Try again."))
          : good.run("searchMask", ask, options),
    },
  });
  await store.getState().actions.findMask();
  fails = true;
  await store.getState().actions.findMask();
  expect(store.getState().problems.map(({ code }) => code)).toEqual(["device-lost"]);
  expect(seen(store)).toMatchObject({ search: { kind: "idle" }, mask: FAKE_MASK });
});

describe("whyNoSearch", () => {
  test("gives no reason once model, clip and class are there", async () => {
    expect(whyNoSearch((await readyStore()).getState())).toBeNull(); // control
  });

  test("names what is missing, one thing at a time", async () => {
    const ready = (await readyStore()).getState();
    const lanes = (part: Partial<Lane>): LabState["lanes"] => [{ ...ready.lanes[0], ...part }];
    expect(whyNoSearch(INITIAL_STATE)).toMatch(/model/);
    expect(whyNoSearch({ ...ready, onPage: null })).toMatch(/clip/);
    expect(whyNoSearch({ ...ready, lanes: lanes({ target: null }) })).toMatch(/class/);
    expect(whyNoSearch({ ...ready, lanes: lanes({ predictions: { kind: "working" } }) })).toMatch(
      /predictions/,
    );
    expect(whyNoSearch({ ...ready, backend: { kind: "failed", message: "" } })).toMatch(/backend/);
  });

  test("prevents Find mask from doing anything", async () => {
    const searchMask = vi.fn();
    const store = await readyStore({ manifest: [], lab: { searchMask } });
    await store.getState().actions.findMask();
    expect(searchMask).not.toHaveBeenCalled();
  });
});

describe("an exact search", () => {
  test("puts the proof on the page and into the link, until the mask is edited", async () => {
    const store = await readyStore();
    store.getState().actions.choosePreset("exact");
    await store.getState().actions.findMask();
    expect(seen(store).finding?.proof).toEqual({
      proven: true,
      lowerBound: expect.any(Number) as number,
      evaluations: 480,
    });
    expect(linkOf(store.getState())?.lanes[0].proof).toBe(seen(store).finding?.proof);
    store.getState().actions.toggleFrame(0);
    expect(linkOf(store.getState())?.lanes[0].proof).toBeNull();
    store.getState().actions.resetMask();
    expect(linkOf(store.getState())?.lanes[0].proof).not.toBeNull();
  });

  test("that is cancelled leaves its best mask with the bound, and undo brings the former one back", async () => {
    const exact = {
      ...step(32),
      of: 32_768,
      lowerBound: 0.02,
      mask: FAKE_MASK.map((m) => (m > 0.5 ? 1 : 0)),
    };
    let starts = 0;
    const store = await readyStore({
      lab: {
        searchMask: (ask, options) => {
          starts += 1;
          options.onStep?.(exact);
          return starts === 1
            ? Promise.resolve({
                ...{
                  modelId: ask.modelId,
                  target: ask.target,
                  preset: ask.preset,
                  operator: "freeze" as const,
                },
                ...{ mask: FAKE_MASK, start: null, scores: fakeScores(FAKE_MASK), steps: 1, backend: "wasm" },
                ...{ stopped: "settled" as const, proof: null },
              })
            : new Promise(() => {});
        },
      },
    });
    await store.getState().actions.findMask();
    const former = seen(store).mask;
    store.getState().actions.choosePreset("exact");
    void store.getState().actions.findMask();
    await expect.poll(() => seen(store).search).toMatchObject({ latest: { step: 32 } });
    store.getState().actions.cancelSearch();
    expect(seen(store).search.kind).toBe("idle");
    await expect.poll(() => seen(store).finding?.proof?.evaluations).toBe(32);
    const { mask, scoring, finding } = seen(store);
    expect(mask).toEqual(exact.mask);
    expect(scoring).toEqual({ kind: "ready", scores: fakeScores(exact.mask) });
    expect(finding?.proof).toEqual({ proven: false, lowerBound: 0.02, evaluations: 32 });
    expect(finding?.from).toMatchObject({ result: { stopped: "cut-short", steps: 32, preset: "exact" } });
    store.getState().actions.undo();
    expect(seen(store).mask).toEqual(former);
  });

  test("that is cancelled before its first masks leaves the page as it was", async () => {
    const store = await readyStore({ lab: { searchMask: () => new Promise(() => {}) } });
    store.getState().actions.choosePreset("exact");
    void store.getState().actions.findMask();
    store.getState().actions.cancelSearch();
    await Promise.resolve();
    expect(seen(store)).toMatchObject({ search: { kind: "idle" }, finding: null, mask: null, problems: [] });
  });
});
