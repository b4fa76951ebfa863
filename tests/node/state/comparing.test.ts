/** Comparing with a second model or another class: what the lanes share, and what each has for itself. */
import { describe, expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import { FREEZING, type LinkV4 } from "../../../src/result/link-fields.ts";
import { encodeLink } from "../../../src/result/permalink.ts";
import { cardInUse, targetName } from "../../../src/state/derived.ts";
import { linkOf } from "../../../src/state/link-actions.ts";
import type { LabCommands } from "../../../src/worker/protocol.ts";
import { createLabStore, type LabStore } from "../../../src/state/lab-store.ts";
import {
  fakeCard,
  fakeDeps,
  FAKE_CLASSES,
  FAKE_CLIPS,
  FAKE_MASK,
  fakeScores,
  type Handlers,
} from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { SECOND, seen } from "../../support/seen.ts";
import { encodeV4, linkV4Of } from "../../support/links-v4.ts";

/** A C-LSTM whose classes have other indices, and which lacks one of them. */
function otherCard(frames = 16): ModelCard {
  const classes = [...FAKE_CLASSES.slice(0, 7)].reverse();
  return { ...fakeCard("convlstm", "C-LSTM", frames), classes };
}

const withOther = (card = otherCard()) => ({
  lab: {
    loadModel: ({ baseUrl }: { baseUrl: string }) =>
      Promise.resolve(baseUrl.includes("convlstm") ? card : fakeCard()),
  },
});

describe("a second model", () => {
  test("explains the main lane's class, found by name", async () => {
    const store = await readyStore(withOther());
    await store.getState().actions.compareWithModel("convlstm");
    const { second, target } = seen(store);
    expect([target, second?.target, second?.modelId, second?.predictions.kind]).toEqual([
      0,
      6,
      "convlstm",
      "ready",
    ]);
    store.getState().actions.chooseTarget(3);
    expect(targetName(store.getState(), SECOND)).toBe(FAKE_CLASSES[3]);
  });

  test("has no target if it lacks the class, and gets one again later", async () => {
    const store = await readyStore(withOther());
    await store.getState().actions.compareWithModel("convlstm");
    store.getState().actions.chooseTarget(7);
    expect(seen(store).second?.target).toBeNull();
    await store.getState().actions.findMask(); // only the main one searches
    expect([seen(store).mask, seen(store).second?.mask]).toEqual([FAKE_MASK, null]);
    store.getState().actions.chooseTarget(0);
    expect(seen(store).second?.target).toBe(6);
  });

  test("is searched by the same press, and both findings are one step for undo", async () => {
    const store = await readyStore(withOther());
    await store.getState().actions.compareWithModel("convlstm");
    await store.getState().actions.findMask();
    const { second, finding, mask, findings } = seen(store);
    expect([mask, second?.mask, findings.length]).toEqual([FAKE_MASK, FAKE_MASK, 2]);
    expect([finding, second?.finding].map((found) => found?.from)).toMatchObject([
      { result: { modelId: "i3d", target: 0 } },
      { result: { modelId: "convlstm", target: 6 } },
    ]);
    store.getState().actions.undo();
    expect([seen(store).mask, seen(store).second?.mask]).toEqual([null, null]);
    store.getState().actions.redo();
    expect([seen(store).mask, seen(store).second?.mask]).toEqual([FAKE_MASK, FAKE_MASK]);
  });

  test("has its own mask to paint", async () => {
    const store = await readyStore(withOther());
    await store.getState().actions.compareWithModel("convlstm");
    store.getState().actions.toggleFrame(5, SECOND);
    expect(seen(store).mask).toBeNull();
    expect(seen(store).second?.mask?.indexOf(1)).toBe(5);
    await expect.poll(() => seen(store).second?.scoring.kind).toBe("ready");
  });

  test("can be removed, and an undo brings it back with its mask", async () => {
    const store = await readyStore(withOther());
    await store.getState().actions.compareWithModel("convlstm");
    await store.getState().actions.findMask();
    store.getState().actions.stopComparing();
    expect(seen(store).second).toBeNull();
    store.getState().actions.undo();
    expect(seen(store).second).toMatchObject({ modelId: "convlstm", mask: FAKE_MASK });
  });

  test("that takes another number of frames is refused, naming both numbers, and nothing else changes", async () => {
    const store = await readyStore(withOther(otherCard(24)));
    await store.getState().actions.compareWithModel("convlstm");
    const { second, modelId, problems } = seen(store);
    expect([second, modelId, problems.length]).toEqual([null, "i3d", 1]);
    expect(problems[0]?.message).toMatch(/24 frames.* 16/);
  });

  test("that cannot be loaded leaves one model on the page", async () => {
    const loadModel = ({ baseUrl }: { baseUrl: string }) =>
      baseUrl.includes("convlstm")
        ? Promise.reject(new LabError("weights", "convlstm/model.json: 404."))
        : Promise.resolve(fakeCard());
    const store = await readyStore({ lab: { loadModel } });
    await store.getState().actions.compareWithModel("convlstm");
    expect(seen(store).second).toBeNull();
    expect(store.getState().problems.map(({ code }) => code)).toEqual(["weights"]);
  });

  test("stops together with the first when the search is cancelled", async () => {
    const store = await readyStore({ lab: { ...withOther().lab, searchMask: () => new Promise(() => {}) } });
    await store.getState().actions.compareWithModel("convlstm");
    const searching = store.getState().actions.findMask();
    expect(seen(store).second?.search.kind).toBe("searching"); // control
    store.getState().actions.cancelSearch();
    await searching;
    expect([seen(store).search.kind, seen(store).second?.search.kind]).toEqual(["idle", "idle"]);
  });
});

test("a link carries both models and brings both back", async () => {
  const from = await readyStore(withOther());
  await from.getState().actions.compareWithModel("convlstm");
  await from.getState().actions.findMask();
  const link = linkV4Of(from.getState())!;
  const { os, fs, rs } = fakeScores(FAKE_MASK);
  const scores = { os, fs, rs };
  expect(link.second).toMatchObject({ modelId: "convlstm", target: 6, scores });

  const to = createLabStore({ ...fakeDeps(withOther()), autoplay: false });
  await to.getState().actions.begin(encodeV4(link));
  const { second, modelId, target, problems } = seen(to);
  expect([modelId, target, second?.modelId, second?.target, problems]).toEqual(["i3d", 0, "convlstm", 6, []]);
  expect(second?.linkCheck.kind).toBe("agrees");
});

test("a link whose second model is not on the page names it", async () => {
  const link: LinkV4 = {
    modelId: "i3d",
    imported: null,
    grid: null,
    clip: { kind: "bundled", id: "up-1" },
    target: 0,
    preset: "default",
    maskKind: FREEZING,
    seed: 0,
    mask: null,
    scores: null,
    second: { modelId: "absent", imported: null, grid: null, target: 0, mask: null, scores: null },
  };
  const store = createLabStore({ ...fakeDeps(), autoplay: false });
  await store.getState().actions.begin(encodeV4(link));
  expect(store.getState().problems[0]?.message).toMatch(/absent/);
});

describe("another class of the same model", () => {
  const lanesOf = (store: LabStore) =>
    store.getState().lanes.map(({ modelId, target, compares }) => [modelId, target, compares]);

  test("starts as the most probable other class, and shares the predictions", async () => {
    const classify = vi.fn(() => Promise.resolve(Float32Array.of(0.9, 0.01, 0.05, 0.02, 0.01, 0, 0, 0.01)));
    const store = await readyStore({ lab: { classify } });
    store.getState().actions.compareWithClass();
    expect(lanesOf(store)).toEqual([
      ["i3d", 0, null],
      ["i3d", 2, "class"],
    ]);
    const [main, other] = store.getState().lanes;
    expect(other?.predictions).toBe(main.predictions);
    expect(classify).toHaveBeenCalledTimes(1);
  });

  test("is chosen separately; choosing the other lane's class swaps the two", async () => {
    const store = await readyStore();
    const { actions } = store.getState();
    actions.compareWithClass();
    actions.chooseTarget(4, SECOND);
    expect(lanesOf(store).map(([, target]) => target)).toEqual([0, 4]);
    actions.chooseTarget(4);
    expect(lanesOf(store).map(([, target]) => target)).toEqual([4, 0]);
    actions.undo();
    expect(lanesOf(store).map(([, target]) => target)).toEqual([0, 4]);
  });

  test("has its own search, mask and scores, found by the same press", async () => {
    const searchMask = vi.fn<Handlers<LabCommands>["searchMask"]>((ask, options) =>
      fakeDeps().lab.run("searchMask", ask, options),
    );
    const store = await readyStore({ lab: { searchMask } });
    const { actions } = store.getState();
    actions.compareWithClass();
    await actions.findMask();
    expect(searchMask.mock.calls.map(([{ modelId, target }]) => [modelId, target])).toEqual([
      ["i3d", 0],
      ["i3d", 1],
    ]);
    expect(store.getState().lanes.map(({ scoring }) => scoring.kind)).toEqual(["ready", "ready"]);
    actions.toggleFrame(0, SECOND);
    expect([seen(store).mask?.[0], seen(store).second?.mask?.[0]]).toEqual([0, 1]);
  });

  test("stays the same by name when the main lane gets another model", async () => {
    const store = await readyStore(withOther());
    const { actions } = store.getState();
    actions.compareWithClass();
    actions.chooseTarget(4, SECOND);
    await actions.chooseModel("convlstm");
    const classes = cardInUse(store.getState())!.classes;
    expect(lanesOf(store).map(([model, target]) => [model, classes[Number(target)]])).toEqual([
      ["convlstm", FAKE_CLASSES[0]],
      ["convlstm", FAKE_CLASSES[4]],
    ]);
    expect(seen(store).second?.predictions.kind).toBe("ready");
  });

  test("is chosen again on another clip, and the comparison stays", async () => {
    const store = await readyStore();
    const { actions } = store.getState();
    actions.compareWithClass();
    await actions.openClip({ kind: "bundled", clip: FAKE_CLIPS[1]! });
    expect(lanesOf(store)).toEqual([
      ["i3d", 0, null],
      ["i3d", 1, "class"],
    ]);
  });

  test("is replaced by a second model, and each comparison can be undone", async () => {
    const store = await readyStore(withOther());
    const { actions } = store.getState();
    actions.compareWithClass();
    await actions.compareWithModel("convlstm");
    expect(lanesOf(store).map(([, , compares]) => compares)).toEqual([null, "model"]);
    actions.undo();
    expect(lanesOf(store).map(([, , compares]) => compares)).toEqual([null, "class"]);
    actions.undo();
    expect(lanesOf(store)).toHaveLength(1);
  });

  test("travels in a link, with its mask and scores", async () => {
    const from = await readyStore();
    from.getState().actions.compareWithClass();
    from.getState().actions.chooseTarget(4, SECOND);
    await from.getState().actions.findMask();
    const fragment = encodeLink(linkOf(from.getState())!);
    const to = createLabStore({ ...fakeDeps(), autoplay: false });
    await to.getState().actions.begin(fragment);
    expect(lanesOf(to)).toEqual([
      ["i3d", 0, null],
      ["i3d", 4, "class"],
    ]);
    expect(to.getState().lanes.map(({ linkCheck }) => linkCheck.kind)).toEqual(["agrees", "agrees"]);
    expect(to.getState().problems).toEqual([]);
  });
});
