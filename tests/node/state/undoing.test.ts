/** Undo and redo over everything the user chose and made. */
import { describe, expect, test, vi } from "vitest";
import type { LabStore } from "../../../src/state/lab-store.ts";
import { snapshotOf, undoable } from "../../../src/state/undo-steps.ts";
import { fakeClip, FAKE_CLIPS, FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";

const stateOf = (store: LabStore) => {
  const { onPage, lanes } = snapshotOf(store.getState());
  const { modelId, target, mask, preset } = lanes[0];
  return {
    clip: onPage?.clip.name,
    model: modelId,
    target,
    mask,
    preset,
  };
};

/** The user's deeds in order; each is one step. */
const DEEDS: readonly { readonly did: string; readonly run: (store: LabStore) => unknown }[] = [
  { did: "mask search", run: (store) => store.getState().actions.findMask() },
  { did: "painting", run: (store) => store.getState().actions.toggleFrame(12) },
  { did: "reset", run: (store) => store.getState().actions.resetMask() },
  { did: "choice of class", run: (store) => store.getState().actions.chooseTarget(3) },
  { did: "choice of settings", run: (store) => store.getState().actions.choosePreset("paper") },
  { did: "choice of model", run: (store) => store.getState().actions.chooseModel("convlstm") },
  {
    did: "choice of clip",
    run: (store) => store.getState().actions.openClip({ kind: "bundled", clip: FAKE_CLIPS[1]! }),
  },
  { did: "removal of the clip", run: (store) => store.getState().actions.removeClip() },
];

test("every deed is undone and redone, in order, and named", async () => {
  const store = await readyStore();
  const pages = [stateOf(store)];
  for (const { run } of DEEDS) {
    await run(store);
    pages.push(stateOf(store));
  }
  for (const [i, { did }] of [...DEEDS.entries()].reverse()) {
    expect(undoable(store.getState()).undo).toBe(did);
    store.getState().actions.undo();
    expect(stateOf(store)).toEqual(pages[i]);
  }
  expect(undoable(store.getState()).undo).toBeNull();
  for (const [i, { did }] of DEEDS.entries()) {
    expect(undoable(store.getState()).redo).toBe(did);
    store.getState().actions.redo();
    expect(stateOf(store)).toEqual(pages[i + 1]);
  }
  expect(undoable(store.getState()).redo).toBeNull();
});

test("a new deed after an undo leaves nothing to redo", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  actions.toggleFrame(2);
  actions.undo();
  expect(undoable(store.getState()).redo).toBe("painting"); // control
  actions.toggleFrame(3);
  expect(undoable(store.getState())).toEqual({ undo: "painting", redo: null });
});

test("a stroke over cells that were on already is no step", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  actions.toggleFrame(2);
  actions.beginStroke();
  actions.paintFrame(2, true);
  actions.undo();
  expect(seen(store).mask).toBeNull();
});

test("nothing is undone during a search", async () => {
  const store = await readyStore({ lab: { searchMask: () => new Promise(() => {}) } });
  store.getState().actions.toggleFrame(2);
  void store.getState().actions.findMask();
  expect(undoable(store.getState())).toEqual({ undo: null, redo: null });
  store.getState().actions.undo();
  expect(seen(store).mask?.[2]).toBe(1);
});

describe("what was not computed yet when a step was saved", () => {
  test("scores of a painted mask are computed after the undo", async () => {
    let answer = false;
    const scoreMask = vi.fn(({ mask }: { mask: readonly number[] }) =>
      answer
        ? Promise.resolve({ os: 0.9, fs: mask[2]!, rs: 0.5 })
        : new Promise<{ os: number; fs: number; rs: number }>(() => {}),
    );
    const store = await readyStore({ lab: { scoreMask } });
    store.getState().actions.toggleFrame(2);
    store.getState().actions.chooseTarget(3); // before the score came
    answer = true;
    store.getState().actions.undo();
    expect(seen(store)).toMatchObject({ target: 0 });
    await expect.poll(() => seen(store).scoring).toMatchObject({ scores: { fs: 1 } });
  });

  test("predictions are computed again", async () => {
    const store = await readyStore();
    await store.getState().actions.chooseModel("convlstm");
    const [first] = store.getState().past;
    expect(first?.snapshot.lanes[0].predictions.kind).toBe("ready"); // control
    store.setState({
      past: [
        {
          did: first!.did,
          snapshot: {
            ...first!.snapshot,
            lanes: [{ ...first!.snapshot.lanes[0], predictions: { kind: "none" } }],
          },
        },
      ],
    });
    store.getState().actions.undo();
    expect(seen(store).modelId).toBe("i3d");
    await expect.poll(() => seen(store).predictions.kind).toBe("ready");
  });
});

test("there are at most a hundred steps, which refer to at most six clips", async () => {
  const store = await readyStore({ clips: { decode: (ask) => Promise.resolve(fakeClip(ask)) } });
  for (let i = 0; i < 9; i++) {
    await store.getState().actions.openClip({ kind: "bundled", clip: FAKE_CLIPS[i % 2]! });
  }
  expect(new Set(store.getState().past.map(({ snapshot }) => snapshot.onPage?.clip)).size).toBe(6);
  for (let i = 0; i < 120; i++) store.getState().actions.toggleFrame(i % 16);
  expect(store.getState().past).toHaveLength(100);
});

describe("a finished search", () => {
  test("can be looked at step by step, and painting goes back to the result", async () => {
    const store = await readyStore();
    await store.getState().actions.findMask();
    store.getState().actions.lookAtStep(3);
    expect(seen(store)).toMatchObject({ lookedAt: 3, mask: FAKE_MASK });
    store.getState().actions.lookAtStep(9999);
    expect(seen(store).lookedAt).toBe(59);
    store.getState().actions.toggleFrame(0);
    expect(seen(store).lookedAt).toBeNull();
  });
});

describe("Grad-CAM", () => {
  test("is computed once, and again for another class", async () => {
    const gradCam = vi.fn(() => Promise.resolve({ T: 1, h: 1, w: 1, values: Float32Array.of(1) }));
    const store = await readyStore({ lab: { gradCam } });
    const { actions } = store.getState();
    await Promise.all([actions.needCam(), actions.needCam()]);
    await actions.needCam();
    expect([gradCam.mock.calls.length, seen(store).cam.kind]).toEqual([1, "ready"]);
    await actions.findMask(); // the same class: its heat stays
    expect(seen(store).cam.kind).toBe("ready");
    actions.chooseTarget(3);
    expect(seen(store).cam.kind).toBe("none");
  });

  test("that fails says why in place of the picture", async () => {
    const gradCam = () => Promise.reject(new Error("gradCam: too large for this device."));
    const store = await readyStore({ lab: { gradCam } });
    await store.getState().actions.needCam();
    expect(seen(store).cam).toEqual({ kind: "failed", message: "gradCam: too large for this device." });
  });
});
