/** Kinds of masks: operators, space-and-time masks, and what undo and links bring back of each. */
import { expect, test, vi } from "vitest";
import { frameMeans } from "../../../src/math/spatiotemporal-mask.ts";
import type { MaskKind } from "../../../src/result/link-fields.ts";
import { createLabStore } from "../../../src/state/lab-store.ts";
import { maskedView } from "../../../src/state/derived.ts";
import { fakeDeps, FAKE_MASK, fakeScores } from "../../support/page-harness/fake-clients.ts";
import { fakeGrid } from "../../support/page-harness/fake-measures.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";
import { decodeV4, encodeV4, linkV4Of } from "../../support/links-v4.ts";

const PLACED: MaskKind = { kind: "spatiotemporal", across: 7, area: null };
const FADING: MaskKind = { kind: "temporal", operator: "fade" };

test("a spatiotemporal search puts its grid on the page, and the frames' means in place of a temporal mask", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  actions.chooseMaskKind(PLACED);
  await actions.findMask();
  const { grid, mask, finding, scoring } = seen(store);
  expect(grid).toEqual(fakeGrid(7));
  expect(mask).toEqual(frameMeans(fakeGrid(7)));
  expect(scoring).toMatchObject({ kind: "ready", scores: { fs: 0.061 } });
  expect(finding?.from).toMatchObject({ kind: "search", maskKind: PLACED, history: { length: 30 } });
});

test("each kind has its own mask: going back to a kind brings back its mask, and an undo brings back the kind", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  actions.chooseMaskKind(PLACED);
  expect(seen(store)).toMatchObject({ mask: null, grid: null, finding: null }); // control
  await actions.findMask();
  actions.chooseMaskKind({ kind: "temporal", operator: "freeze" });
  expect(seen(store)).toMatchObject({ mask: FAKE_MASK, grid: null });
  actions.undo();
  expect(seen(store)).toMatchObject({ maskKind: PLACED, grid: fakeGrid(7) });
  actions.chooseMaskKind(FADING);
  expect(maskedView(store.getState())).toBe("fade"); // control
  actions.undo();
  expect(maskedView(store.getState())).toBe("freeze");
  actions.redo();
  expect(maskedView(store.getState())).toBe("fade");
});

test("a space-and-time mask cannot be painted frame by frame", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  actions.toggleFrame(3);
  expect(seen(store).mask?.[3]).toBe(1); // control
  actions.chooseMaskKind(PLACED);
  actions.toggleFrame(3);
  expect(seen(store).mask).toBeNull();
});

test("searches and scores use the chosen operator", async () => {
  const scoreMask = vi.fn(() => Promise.resolve({ ...fakeScores(FAKE_MASK), own: 0.5 }));
  const store = await readyStore({ lab: { scoreMask } });
  const { actions } = store.getState();
  actions.chooseMaskKind(FADING);
  await actions.findMask();
  expect(seen(store).finding?.from).toMatchObject({ result: { operator: "fade" } });
  actions.toggleFrame(0);
  await expect.poll(() => seen(store).scoring.kind).toBe("ready");
  expect(scoreMask).toHaveBeenCalledWith(expect.objectContaining({ operator: "fade" }), expect.anything());
  expect(seen(store).scoring).toMatchObject({ scores: { own: 0.5 } });
});

test("a link brings grid and kind to another page, which recomputes the grid's scores", async () => {
  const first = await readyStore();
  first.getState().actions.chooseMaskKind(PLACED);
  await first.getState().actions.findMask();
  const link = linkV4Of(first.getState())!;
  expect(link).toMatchObject({ mask: null, maskKind: PLACED });
  const fragment = encodeV4(link);
  const read = decodeV4(fragment);
  const shared = read.ok ? read.link!.grid! : null;

  const scoreSpatiotemporal = vi.fn(() => Promise.resolve({ os: 0.944, fs: 0.061, rs: 0.702 }));
  const second = createLabStore({ ...fakeDeps({ lab: { scoreSpatiotemporal } }), autoplay: false });
  await second.getState().actions.begin(fragment);
  const { grid, mask, maskKind, linkCheck } = seen(second);
  expect({ grid, maskKind }).toEqual({ grid: shared, maskKind: PLACED });
  expect(mask).toEqual(frameMeans(shared!));
  expect(scoreSpatiotemporal).toHaveBeenCalledWith(
    expect.objectContaining({ mask: shared }),
    expect.anything(),
  );
  expect(linkCheck.kind).toBe("agrees");
});

test("a link whose grid has another number of frames is reported, and its mask is left out", async () => {
  const first = await readyStore();
  first.getState().actions.chooseMaskKind(PLACED);
  await first.getState().actions.findMask();
  const cut = { T: 8, h: 7, w: 7, values: new Float32Array(8 * 49) };
  const store = createLabStore({ ...fakeDeps(), autoplay: false });
  await store.getState().actions.begin(encodeV4({ ...linkV4Of(first.getState())!, grid: cut }));
  expect(seen(store)).toMatchObject({ mask: null, grid: null });
  expect(store.getState().problems[0]?.message).toMatch(/mask of 8 frames/);
});
