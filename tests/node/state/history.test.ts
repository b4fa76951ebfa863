/** Recording searches in the history, and opening, deleting and resuming them later. */
import { describe, expect, test } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import { recordHistory } from "../../../src/state/record-history.ts";
import { measuredFaithfulness } from "../../../src/state/faithfulness.ts";
import {
  fakeDeps,
  FAKE_CLASSES,
  FAKE_MASK,
  type FakeOptions,
} from "../../support/page-harness/fake-clients.ts";
import { FAKE_CUT_OFF, fakeEntry, fakeHistory, fakeLife } from "../../support/page-harness/fake-history.ts";
import { held } from "../../support/page-harness/ready-store.ts";
import { createLabStore } from "../../../src/state/lab-store.ts";
import { SECOND, seen } from "../../support/seen.ts";
import { decodeV4 } from "../../support/links-v4.ts";

/** Creates a store whose searches are recorded; each reading of the clock is a second later. */
async function recorded(options: FakeOptions = {}) {
  let ms = Date.parse("2026-03-01T12:00:00Z");
  let names = 0;
  const history = fakeHistory();
  const deps = { ...fakeDeps({ history, ...options }), now: () => (ms += 1000) };
  const store = createLabStore({ ...deps, autoplay: false });
  recordHistory(store, {
    ...deps,
    newId: () => `id-${(names += 1)}`,
    thumbnail: (_, t) => `data:image/webp;base64,frame${t}`,
  });
  await store.getState().actions.begin("");
  return { store, history, actions: store.getState().actions };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("a finished search", () => {
  test("becomes one entry with everything needed to open it again", async () => {
    const { history, actions } = await recorded();
    await actions.findMask();
    await settled();
    const { items } = await history.list();
    expect(items).toHaveLength(1);
    const [entry] = items;
    expect(entry).toMatchObject({
      clipName: "Disc moving up",
      thumbnail: "data:image/webp;base64,frame8",
      results: [{ modelName: "I3D", className: "Moving something up", mask: FAKE_MASK, steps: 60 }],
      original: null,
    });
    expect(decodeV4(entry!.link)).toMatchObject({ ok: true, link: { modelId: "i3d", target: 0 } });
    // The note saved during the search is gone.
    expect(history.notes[0]).toBe("here at step 0");
    expect(history.notes.at(-1)).toBe("here ended");
    expect(await history.pending()).toEqual([]);
  });

  test("of two models becomes one entry with both results", async () => {
    const { history, actions } = await recorded();
    await actions.compareWithModel("convlstm");
    await actions.findMask();
    await settled();
    const { items } = await history.list();
    expect(items.map(({ results }) => results.map(({ modelName }) => modelName))).toEqual([
      ["I3D", "C-LSTM"],
    ]);
  });

  test("over space and time is saved as such, with the frames' means for the small picture", async () => {
    const { store, history, actions } = await recorded();
    actions.chooseMaskKind({ kind: "spatiotemporal", across: 7, area: null });
    await actions.findMask();
    await settled();
    const [entry] = (await history.list()).items;
    expect(entry).toMatchObject({
      maskKind: "spatiotemporal",
      results: [{ mask: seen(store).mask }],
    });
    expect(decodeV4(entry!.link)).toMatchObject({ ok: true, link: { mask: null, grid: { w: 7 } } });
  });

  test("of an uploaded clip is saved once the clip is packed, together with the file", async () => {
    const packed = held<{ bytes: Uint8Array; format: string }>();
    const { history, actions } = await recorded({ clips: { pack: () => packed.promise } });
    const file = new File(["film"], "mine.mp4", { lastModified: 3 });
    await actions.openFiles([file]);
    await actions.findMask();
    await settled();
    expect((await history.list()).items).toEqual([]); // control
    packed.resolve({ bytes: Uint8Array.of(1), format: "webm/av1" });
    await settled();
    expect((await history.list()).items).toMatchObject([{ clipName: "mine.mp4", hasOriginal: true }]);
  });

  test("that was cancelled leaves nothing", async () => {
    const { history, actions } = await recorded({ lab: { searchMask: () => new Promise(() => undefined) } });
    void actions.findMask();
    await settled();
    expect(await history.pending()).toHaveLength(1); // control
    actions.cancelSearch();
    await settled();
    expect([await history.pending(), (await history.list()).items]).toEqual([[], []]);
  });

  test("is not written again when going back to its class brings its mask back", async () => {
    const { history, actions } = await recorded();
    await actions.findMask();
    actions.chooseTarget(1);
    void actions.findMask();
    actions.chooseTarget(0);
    await settled();
    expect((await history.list()).items.map(({ id }) => id)).toEqual(["id-1"]);
  });

  test("gets the faithfulness measured later, for when it is opened again", async () => {
    const { store, history, actions } = await recorded();
    await actions.compareWithModel("convlstm");
    await actions.findMask();
    await settled();
    await actions.measureFaithfulness(SECOND);
    await settled();
    const [entry] = (await history.list()).items;
    const measured = entry!.results.map(({ measured: found }) => found?.preset);
    expect(measured).toEqual([undefined, "default"]);

    await actions.openClip({ kind: "generated", className: FAKE_CLASSES[1]!, seed: 3 });
    expect(await actions.history.open(entry!.id)).toBe(true);
    const second = () => measuredFaithfulness(store.getState().lanes[1]!, store.getState().measured);
    expect(second()).toMatchObject({ saved: true, beside: { start: { left: true } } });
    // Measuring again replaces the saved measurement; the other model's is added to the same entry.
    await actions.measureFaithfulness();
    await settled();
    const { items } = await history.list();
    expect(items.map(({ results }) => results.map(({ measured: found }) => found?.start == null))).toEqual([
      [true, false],
    ]);
  });

  test("that was deleted does not come back when its mask is measured", async () => {
    const { history, actions } = await recorded();
    await actions.findMask();
    await settled();
    await actions.history.remove(["id-1"]);
    await actions.measureFaithfulness();
    await settled();
    expect((await history.list()).items).toEqual([]);
  });

  test("that cannot be saved is reported once, and stays on the page", async () => {
    const refusal = new LabError("storage", "History: there is no room left.");
    const { store, actions } = await recorded({ history: fakeHistory({ refusal }) });
    expect(store.getState().problems).toEqual([]); // nothing to say before it matters
    for (let n = 0; n < 2; n++) {
      await actions.findMask();
      await settled();
      const { problems, mask } = seen(store);
      expect(problems.map(({ code, message }) => [code, message.includes("no room left")])).toEqual(
        n === 0 ? [["storage", true]] : [],
      );
      expect(mask).toEqual(FAKE_MASK);
      for (const { id } of problems) actions.dismissProblem(id);
    }
  });
});

describe("the list", () => {
  test("opens an entry, deletes it and restores it", async () => {
    const history = fakeHistory({ entries: [fakeEntry(0), fakeEntry(1)] });
    const { store, actions } = await recorded({ history });
    await actions.history.read();
    actions.showPage("paper");
    expect(await actions.history.open("entry-0")).toBe(true);
    expect(seen(store)).toMatchObject({ page: "lab", target: 0, finding: { from: { kind: "link" } } });
    await actions.history.remove(["entry-0"]);
    expect(store.getState().history).toMatchObject({ items: [{ id: "entry-1" }] });
    await actions.history.undoRemove();
    expect(seen(store)).toMatchObject({ history: { items: [{}, {}] }, removed: null });
    expect(await actions.history.open("gone")).toBe(false);
  });

  test("an uploaded clip is opened from its own file, at the range that was sampled", async () => {
    const original = { key: "a", range: [0.5, 1.5] as [number, number] };
    const history = fakeHistory({ entries: [fakeEntry(0, { original, clipName: "mine.mp4" })] });
    const file = new File(["film"], "mine.mp4");
    await history.saveOriginal({ key: "a", files: [file], usedAt: "2026" });
    const { store, actions } = await recorded({ history });
    await actions.history.open("entry-0");
    expect(store.getState().onPage?.input).toEqual({
      kind: "files",
      files: [file],
      name: "mine.mp4",
      range: [0.5, 1.5],
    });
    expect(seen(store).mask).not.toBeNull();
  });

  test("says why it cannot be read", async () => {
    const refusal = new LabError("storage", "History: refused.");
    const { store, actions } = await recorded({ history: fakeHistory({ refusal }) });
    await actions.history.read();
    expect(store.getState().history).toEqual({ kind: "unavailable", reason: "History: refused." });
  });
});

describe("a search that was cut off", () => {
  const alive = { ...FAKE_CUT_OFF, pageId: "alive" };

  test("is offered once its page has closed, and can be searched again", async () => {
    const history = fakeHistory({ pending: [FAKE_CUT_OFF, alive] });
    const { store, actions } = await recorded({ history, life: fakeLife("alive") });
    await actions.history.findCutOff();
    expect(store.getState().cutOff).toEqual([FAKE_CUT_OFF]);
    await actions.history.searchAgain(FAKE_CUT_OFF);
    await settled();
    expect(store.getState().cutOff).toEqual([]);
    expect(seen(store).finding?.from.kind).toBe("search");
    expect(await history.pending()).toEqual([alive]);
    expect((await history.list()).items).toHaveLength(1);
  });

  test("is gone for good once it is dismissed, here or in another tab", async () => {
    const history = fakeHistory({ pending: [FAKE_CUT_OFF, { ...FAKE_CUT_OFF, pageId: "gone too" }] });
    const { store, actions } = await recorded({ history });
    await actions.history.findCutOff();
    await actions.history.dismissCutOff(FAKE_CUT_OFF);
    expect(store.getState().cutOff).toHaveLength(1);
    await history.dropPending("gone too");
    await actions.history.refresh();
    expect(store.getState().cutOff).toEqual([]);
  });
});
