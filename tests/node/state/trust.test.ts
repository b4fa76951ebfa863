/** Measuring how far a mask can be believed: one press, progress, cancel, and when it is out of date. */
import { expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import { scoreOfWindow } from "../../../src/math/best-window.ts";
import { encodeLink } from "../../../src/result/permalink.ts";
import { createLabStore } from "../../../src/state/lab-store.ts";
import { linkOf } from "../../../src/state/link-actions.ts";
import { besideWindows, trustedOf } from "../../../src/state/trusted.ts";
import { fakeCard, fakeDeps, FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { fakeFaithfulness, fakeWindows } from "../../support/page-harness/fake-measures.ts";
import { held, readyStore } from "../../support/page-harness/ready-store.ts";

const report = fakeFaithfulness(FAKE_MASK, 0);
/** As the fake search says. */
const FAKE_START = FAKE_MASK.map((_, t) => Math.abs(t - 7.5) < 6);

test("windows come first and are shown while the rest is measured", async () => {
  const rest = held<typeof report>();
  const store = await readyStore({ lab: { measureFaithfulness: () => rest.promise } });
  const { actions } = store.getState();
  const parts: unknown[] = [];
  await actions.findMask();
  store.subscribe(({ trust }) =>
    parts.push(trust.kind === "measuring" ? [trust.part, trust.done] : trust.kind),
  );
  const measured = actions.measureTrust();
  await expect.poll(() => parts).toContainEqual(["windows", 68]);
  await expect.poll(() => besideWindows(store.getState())).not.toBeNull();
  expect(trustedOf(store.getState())).toBeNull(); // control
  const early = besideWindows(store.getState());
  // The mask is one run, whose score is that of the window of frames 5 to 9.
  expect(early).toMatchObject({ on: 5, hardScore: scoreOfWindow(fakeWindows(), [4, 8]) });
  rest.resolve(report);
  await measured;
  expect(parts.at(-1)).toBe("none");
  expect(trustedOf(store.getState())).toMatchObject({
    measured: { windows: fakeWindows(), report, preset: "default", start: FAKE_START },
    kept: false,
  });
});

test("nothing is measured without a mask, and nothing twice", async () => {
  const scoreWindows = vi.fn(() => Promise.resolve(fakeWindows()));
  const store = await readyStore({ lab: { scoreWindows } });
  const { actions } = store.getState();
  await actions.measureTrust();
  expect(scoreWindows).not.toHaveBeenCalled();
  await actions.findMask();
  await Promise.all([actions.measureTrust(), actions.measureTrust()]);
  await actions.measureTrust();
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
  const measuring = actions.measureTrust();
  expect(store.getState().trust.kind).toBe("measuring"); // control
  actions.cancelTrust();
  await measuring;
  expect([aborted, store.getState().trust.kind, store.getState().problems]).toEqual([true, "none", []]);
  expect(store.getState().mask).toEqual(FAKE_MASK);
});

test("a changed mask, class or kind has not been measured yet; the mask before it has", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  await actions.measureTrust();
  const known = () => trustedOf(store.getState())?.measured ?? null;
  const measured = known();
  expect(measured).not.toBeNull(); // control
  actions.toggleFrame(2);
  expect(known()).toBeNull();
  actions.undo();
  expect(known()).toBe(measured);
  actions.toggleFrame(2);
  actions.resetMask();
  expect(known()).toBe(measured);
  actions.chooseTarget(3);
  expect(known()).toBeNull();
  actions.chooseTarget(0);
  expect(known()).toBe(measured);
});

test("a mask is judged by the settings that it was searched with, whatever is chosen since", async () => {
  const measureFaithfulness = vi.fn(() => Promise.resolve(report));
  const store = await readyStore({ lab: { measureFaithfulness } });
  const { actions } = store.getState();
  actions.choosePreset("paper");
  await actions.findMask();
  actions.choosePreset("default");
  await actions.measureTrust();
  expect(measureFaithfulness).toHaveBeenCalledWith(
    expect.objectContaining({ preset: "paper" }),
    expect.anything(),
  );
  const gap = () => trustedOf(store.getState())!.beside.gap;
  const before = gap();
  actions.choosePreset("thorough");
  expect(gap()).toEqual(before);
});

test("a painted mask is not credited with a search, nor is one that came in a link", async () => {
  const store = await readyStore();
  const { actions } = store.getState();
  await actions.findMask();
  await actions.measureTrust();
  expect(trustedOf(store.getState())!.beside.start).toMatchObject({ left: true }); // control
  const second = createLabStore({ ...fakeDeps(), autoplay: false });
  await second.getState().actions.begin(encodeLink(linkOf(store.getState())!));
  await second.getState().actions.measureTrust();
  expect(trustedOf(second.getState())!.beside.start).toBeNull();
  actions.toggleFrame(2);
  await expect.poll(() => store.getState().scoring.kind).toBe("ready");
  await actions.measureTrust();
  expect(trustedOf(store.getState())!.beside.start).toBeNull();
});

test("nothing is asked of the model before, while a link's own is on its way", async () => {
  const store = await readyStore();
  await store.getState().actions.findMask();
  const fragment = encodeLink({ ...linkOf(store.getState())!, modelId: "convlstm" });
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
  await expect.poll(() => other.getState().mask).not.toBeNull();
  await other.getState().actions.measureTrust();
  expect(scoreWindows).not.toHaveBeenCalled();
  arriving.resolve(fakeCard("convlstm", "C-LSTM"));
  await opening;
  await other.getState().actions.measureTrust();
  expect(trustedOf(other.getState())).not.toBeNull();
});

test("a search ends the measuring of the mask that it replaces", async () => {
  const store = await readyStore({ lab: { scoreWindows: () => new Promise(() => undefined) } });
  const { actions } = store.getState();
  await actions.findMask();
  void actions.measureTrust();
  expect(store.getState().trust.kind).toBe("measuring"); // control
  void actions.findMask();
  expect(store.getState().trust.kind).toBe("none");
});

test("what goes wrong is told, and can be tried again", async () => {
  const store = await readyStore({
    lab: { scoreWindows: () => Promise.reject(new LabError("value", "The score is NaN.")) },
  });
  const { actions } = store.getState();
  await actions.findMask();
  await actions.measureTrust();
  expect(store.getState()).toMatchObject({
    trust: { kind: "none" },
    problems: [{ message: "The score is NaN." }],
  });
});
