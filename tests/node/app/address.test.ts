/** The address bar follows everything that a link holds, and nothing else. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepAddress } from "../../../src/app/address.ts";
import { decodeLink } from "../../../src/result/permalink.ts";
import { createLabStore, type LabStore } from "../../../src/state/lab-store.ts";
import { linkOf } from "../../../src/state/link-actions.ts";
import { fakeDeps } from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";

const place = { hash: "", pathname: "/", search: "" };
const replaceState = vi.fn((_state: unknown, _title: string, address: string) => {
  place.hash = address.startsWith("#") ? address : "";
});

beforeEach(() => {
  place.hash = "";
  replaceState.mockClear();
  vi.stubGlobal("location", place);
  vi.stubGlobal("history", { replaceState });
  vi.stubGlobal("addEventListener", vi.fn());
});
afterEach(() => vi.unstubAllGlobals());

/** Returns a store whose address is already in step. */
async function inStep(): Promise<LabStore> {
  const store = await readyStore();
  keepAddress(store);
  store.getState().actions.chooseTarget(1);
  await expect.poll(() => place.hash).not.toBe("");
  replaceState.mockClear();
  return store;
}

const linked = () => {
  const decoded = decodeLink(place.hash);
  return decoded.ok ? decoded.link : null;
};

test.each<{ what: string; act: (store: LabStore) => unknown }>([
  {
    what: "a kind of mask that is chosen before any search",
    act: (store) =>
      store.getState().actions.chooseMaskKind({ kind: "spatiotemporal", across: 7, area: null }),
  },
  {
    what: "another operator",
    act: (store) => store.getState().actions.chooseMaskKind({ kind: "temporal", operator: "blur" }),
  },
  { what: "another preset", act: (store) => store.getState().actions.choosePreset("thorough") },
  { what: "another class", act: (store) => store.getState().actions.chooseTarget(3) },
  { what: "another model", act: (store) => store.getState().actions.chooseModel("convlstm") },
  { what: "a painted frame", act: (store) => store.getState().actions.toggleFrame(2) },
  { what: "a mask that was found", act: (store) => store.getState().actions.findMask() },
  { what: "a second model", act: (store) => store.getState().actions.compareWithModel("convlstm") },
  { what: "another class beside", act: (store) => store.getState().actions.compareWithClass() },
])("$what is in the address", async ({ act }) => {
  const store = await inStep();
  await act(store);
  await expect.poll(linked).toEqual(expect.objectContaining({ lanes: expect.anything() as unknown }));
  await expect
    .poll(() =>
      linked()?.lanes.map(({ modelId, target, maskKind, preset, mask }) => [
        modelId,
        target,
        maskKind,
        preset,
        mask === null,
      ]),
    )
    .toEqual(
      linkOf(store.getState())!.lanes.map(({ modelId, target, maskKind, preset, mask }) => [
        modelId,
        target,
        maskKind,
        preset,
        mask === null,
      ]),
    );
  expect(replaceState).toHaveBeenCalled();
});

test("what no link holds leaves the address alone", async () => {
  const store = await inStep();
  const { actions } = store.getState();
  actions.showFrame(3);
  actions.setViews({ cam: true });
  actions.showPage("paper");
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(replaceState).not.toHaveBeenCalled();
});

test("a page whose clip was removed has no link in its address", async () => {
  const store = await inStep();
  store.getState().actions.removeClip();
  await expect.poll(() => place.hash).toBe("");
});

test("a clip that is given up before it arrives leaves no link of an earlier one", async () => {
  const clips = { decode: () => new Promise<never>(() => undefined) };
  const store = createLabStore({ ...fakeDeps({ clips }), autoplay: false });
  const { actions } = store.getState();
  void actions.begin("");
  await expect.poll(() => store.getState().clipJob.kind).not.toBe("idle");
  place.hash = "#v5.earlier";
  keepAddress(store);
  actions.removeClip();
  expect(linkOf(store.getState())).toBeNull();
  await expect.poll(() => place.hash).toBe("");
});
