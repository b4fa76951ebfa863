/** Editing the mask by hand: strokes, undo, reset, and scores that follow the newest mask. */
import { expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { Scores } from "../../../src/result/mask-result.ts";
import { isEdited } from "../../../src/state/derived.ts";
import { FAKE_MASK, fakeScores } from "../../support/page-harness/fake-clients.ts";
import { held, readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";
import { temporalMask } from "../../../src/math/mask.ts";
import { mainLane } from "../../../src/state/lanes.ts";

const off = new Array<number>(16).fill(0);

test("toggling a frame before any search starts a mask of one frame and scores it", async () => {
  const store = await readyStore();
  store.getState().actions.toggleFrame(5);
  const mask = off.with(5, 1);
  expect(seen(store).mask).toEqual(mask);
  await expect.poll(() => seen(store).scoring).toEqual({ kind: "ready", scores: fakeScores(mask) });
});

test("toggling an edited frame of a learnt mask sets it to 0 or 1 and leaves the learnt mask alone", async () => {
  const store = await readyStore();
  await store.getState().actions.findMask();
  const { actions } = store.getState();
  actions.toggleFrame(4); // learnt 0.93: on
  actions.toggleFrame(3); // learnt 0.31: off
  expect(seen(store).mask).toEqual(FAKE_MASK.with(4, 0).with(3, 1));
  expect(seen(store).finding?.mask).toEqual(temporalMask(FAKE_MASK));
  expect(isEdited(mainLane(store.getState()))).toBe(true);
});

test("undo reverts a whole stroke, and reset brings back the learnt mask and its scores", async () => {
  const store = await readyStore();
  await store.getState().actions.findMask();
  const learnt = seen(store);
  const { actions } = learnt;
  actions.beginStroke();
  for (const t of [10, 11, 12]) actions.paintFrame(t, true);
  actions.toggleFrame(0);
  actions.undo();
  expect(seen(store).mask).toEqual(FAKE_MASK.with(10, 1).with(11, 1).with(12, 1));
  actions.resetMask();
  expect([seen(store).mask, seen(store).scoring]).toEqual([learnt.mask, learnt.scoring]);
  actions.undo(); // a reset can be undone too
  expect(seen(store).mask?.[11]).toBe(1);
  actions.undo();
  expect(seen(store).mask).toEqual(FAKE_MASK);
  actions.undo(); // the search itself
  expect(seen(store)).toMatchObject({ mask: null, finding: null });
  actions.undo(); // nothing left to undo
  expect(seen(store)).toMatchObject({ mask: null, onPage: { clip: { name: "Disc moving up" } } });
});

test("undoing the first edit of a page without a mask leaves no mask and no scores", async () => {
  const store = await readyStore();
  store.getState().actions.toggleFrame(5);
  store.getState().actions.undo();
  expect(seen(store)).toMatchObject({ mask: null, scoring: { kind: "none" } });
});

test("quick edits run one request for scores at a time, and end with the newest mask's scores", async () => {
  const first = held<Scores>();
  const scoreMask = vi.fn(({ mask }: { mask: readonly number[] }) =>
    mask[6] === 1 ? Promise.resolve(fakeScores(mask)) : first.promise,
  );
  const store = await readyStore({ lab: { scoreMask } });
  const { actions } = store.getState();
  actions.toggleFrame(4);
  actions.toggleFrame(5);
  actions.toggleFrame(6);
  expect(scoreMask).toHaveBeenCalledTimes(1);
  first.resolve({ os: 0.1, fs: 0.1, rs: 0.1 });
  const newest = off.with(4, 1).with(5, 1).with(6, 1);
  await expect.poll(() => seen(store).scoring).toEqual({ kind: "ready", scores: fakeScores(newest) });
  expect(scoreMask).toHaveBeenCalledTimes(2);
});

test("no frame can be edited during a search", async () => {
  const store = await readyStore({ lab: { searchMask: () => new Promise(() => {}) } });
  void store.getState().actions.findMask();
  store.getState().actions.toggleFrame(5);
  expect(seen(store).mask).toBeNull();
});

test("scores that cannot be computed are reported, and no old score stays beside the new mask", async () => {
  const scoreMask = () => Promise.reject(new LabError("device-lost", "scoreMask: the GPU was lost."));
  const store = await readyStore({ lab: { scoreMask } });
  store.getState().actions.toggleFrame(5);
  await expect.poll(() => store.getState().problems).toHaveLength(1);
  expect(seen(store).scoring).toEqual({ kind: "none" });
});
