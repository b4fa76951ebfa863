/** Measuring the faithfulness of a mask: one press, progress, cancel, and what makes a measurement out of date. */
import { expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import { createLabStore, type LabStore } from "../../../src/state/lab-store.ts";
import { besideWindows, measuredFaithfulness } from "../../../src/state/faithfulness.ts";
import { fakeCard, fakeDeps, FAKE_MASK, fakeScores } from "../../support/page-harness/fake-clients.ts";
import { fakeFaithfulness, fakeWindows } from "../../support/page-harness/fake-measures.ts";
import { held, readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";
import { encodeV4, linkV4Of } from "../../support/links-v4.ts";

const known = (store: LabStore) => {
  const { lanes, measured } = store.getState();
  return measuredFaithfulness(lanes[0], measured);
};
const beside = (store: LabStore) => {
  const { lanes, measured } = store.getState();
  return besideWindows(lanes[0], measured);
};

const report = fakeFaithfulness(FAKE_MASK, 0);
/** Where the fake search starts. */
const FAKE_START = FAKE_MASK.map((_, t) => Math.abs(t - 7.5) < 6);

test("windows come first and are shown while the other checks run", async () => {
  const rest = held<typeof report>();
  const store = await readyStore({ lab: { measureFaithfulness: () => rest.promise } });
  const { actions } = store.getState();
  const parts: unknown[] = [];
  await actions.findMask();
  store.subscribe(({ lanes: [{ faithfulness }] }) =>
    parts.push(
      faithfulness.kind === "measuring" ? [faithfulness.part, faithfulness.done] : faithfulness.kind,
    ),
  );
  const measured = actions.measureFaithfulness();
  await expect.poll(() => parts).toContainEqual(["windows", 68]);
  await expect.poll(() => beside(store)).not.toBeNull();
  expect(known(store)).toBeNull(); // control
  const early = beside(store);
  // The score of exactly the mask's frames is on the page already.
  expect(early).toMatchObject({ on: 5, hardScore: fakeScores(FAKE_MASK).fs });
  rest.resolve(report);
  await measured;
  expect(parts.at(-1)).toBe("none");
  expect(known(store)).toMatchObject({
    measured: { windows: fakeWindows(), report, preset: "default", start: FAKE_START },
    saved: false,
  });
});

test("nothing is measured without a mask, and nothing twice", async () => {
  const scoreWindows = vi.fn(() => Promise.resolve(fakeWindows()));
  const store = await readyStore({ lab: { scoreWindows } });
  const { actions } = store.getState();
  await actions.measureFaithfulness();
  expect(scoreWindows).not.toHaveBeenCalled();
  await actions.findMask();
  await Promise.all([actions.measureFaithfulness(), actions.measureFaithfulness()]);
  await actions.measureFaithfulness();
  expect(scoreWindows).toHaveBeenCalledTimes(1);
});

test("a cancel stops the worker and leaves the mask as it was", async () => {
  let aborted = false;
  const store = await readyStore({
    lab: {
      scoreWindows: (_, { signal }) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener("abort", () => {
            aborted = true;
            reject(new LabError("cancelled", "cancelled"));
          }),
        ),
    },
  });
  const { actions } = store.getState();
  await actions.findMask();
  const measuring = actions.measureFaithfulness();
  expect(seen(store).faithfulness.kind).toBe("measuring"); // control
  actions.cancelFaithfulness();
  await measuring;
  expect([aborted, seen(store).faithfulness.kind, store.getState().problems]).toEqual([true, "none", []]);
  expect(seen(store).mask).toEqual(FAKE_MASK);
});

test("a changed mask, class or kind is not measured yet; the previous mask still is", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  await actions.measureFaithfulness();
  const measuredNow = () => known(store)?.measured ?? null;
  const measured = measuredNow();
  expect(measured).not.toBeNull(); // control
  actions.toggleFrame(2);
  expect(measuredNow()).toBeNull();
  actions.undo();
  expect(measuredNow()).toBe(measured);
  actions.toggleFrame(2);
  actions.resetMask();
  expect(measuredNow()).toBe(measured);
  actions.chooseTarget(3);
  expect(measuredNow()).toBeNull();
  actions.chooseTarget(0);
  expect(measuredNow()).toBe(measured);
});

test("a mask is measured with the settings it was searched with, whatever is chosen later", async () => {
  const measureFaithfulness = vi.fn(() => Promise.resolve(report));
  const store = await readyStore({ lab: { measureFaithfulness } });
  const { actions } = store.getState();
  actions.choosePreset("paper");
  await actions.findMask();
  actions.choosePreset("default");
  await actions.measureFaithfulness();
  expect(measureFaithfulness).toHaveBeenCalledWith(
    expect.objectContaining({ preset: "paper" }),
    expect.anything(),
  );
  const gap = () => known(store)!.beside.gap;
  const before = gap();
  actions.choosePreset("thorough");
  expect(gap()).toEqual(before);
});

test("a painted mask has no start of a search, and neither has one from a link", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  await actions.measureFaithfulness();
  expect(known(store)!.beside.start).toMatchObject({ left: true }); // control
  const second = createLabStore({ ...fakeDeps(), autoplay: false });
  await second.getState().actions.begin(encodeV4(linkV4Of(store.getState())!));
  await second.getState().actions.measureFaithfulness();
  expect(known(second)!.beside.start).toBeNull();
  actions.toggleFrame(2);
  await expect.poll(() => seen(store).scoring.kind).toBe("ready");
  await actions.measureFaithfulness();
  expect(known(store)!.beside.start).toBeNull();
});

test("the previous model is not used while the model that a link names is loading", async () => {
  const store = await readyStore();
  await store.getState().actions.findMask();
  const fragment = encodeV4({ ...linkV4Of(store.getState())!, modelId: "convlstm" });
  const arriving = held<ModelCard>();
  const scoreWindows = vi.fn(() => Promise.resolve(fakeWindows()));
  const other = await readyStore({
    lab: {
      scoreWindows,
      loadModel: ({ baseUrl }) =>
        baseUrl.includes("convlstm") ? arriving.promise : Promise.resolve(fakeCard("i3d", "I3D")),
    },
  });
  const opening = other.getState().actions.openLink(fragment);
  await expect.poll(() => seen(other).mask).not.toBeNull();
  await other.getState().actions.measureFaithfulness();
  expect(scoreWindows).not.toHaveBeenCalled();
  arriving.resolve(fakeCard("convlstm", "C-LSTM"));
  await opening;
  await other.getState().actions.measureFaithfulness();
  expect(known(other)).not.toBeNull();
});

test("a search stops the measuring of the mask it replaces", async () => {
  const store = await readyStore({ lab: { scoreWindows: () => new Promise(() => undefined) } });
  const { actions } = store.getState();
  await actions.findMask();
  void actions.measureFaithfulness();
  expect(seen(store).faithfulness.kind).toBe("measuring"); // control
  void actions.findMask();
  expect(seen(store).faithfulness.kind).toBe("none");
});

test("an error is reported, and measuring can be tried again", async () => {
  const store = await readyStore({
    lab: { scoreWindows: () => Promise.reject(new LabError("value", "The score is NaN.")) },
  });
  const { actions } = store.getState();
  await actions.findMask();
  await actions.measureFaithfulness();
  expect(seen(store)).toMatchObject({
    faithfulness: { kind: "none" },
    problems: [{ message: "The score is NaN." }],
  });
});
