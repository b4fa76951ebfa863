/** A second model beside the first: same clip, same class by name, one press for both. */
import { describe, expect, test } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import { FREEZING, type LinkV4 } from "../../../src/result/link-fields.ts";
import { targetName } from "../../../src/state/derived.ts";
import { createLabStore } from "../../../src/state/lab-store.ts";
import {
  fakeCard,
  fakeDeps,
  FAKE_CLASSES,
  FAKE_MASK,
  fakeScores,
} from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { SECOND, seen } from "../../support/seen.ts";
import { encodeV4, linkV4Of } from "../../support/links-v4.ts";

/** A C-LSTM that numbers its classes otherwise and lacks one. */
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
  test("explains the main one's class, found by its name", async () => {
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

  test("has no target where it does not know the class, and gets one again", async () => {
    const store = await readyStore(withOther());
    await store.getState().actions.compareWithModel("convlstm");
    store.getState().actions.chooseTarget(7);
    expect(seen(store).second?.target).toBeNull();
    await store.getState().actions.findMask(); // only the main one searches
    expect([seen(store).mask, seen(store).second?.mask]).toEqual([FAKE_MASK, null]);
    store.getState().actions.chooseTarget(0);
    expect(seen(store).second?.target).toBe(6);
  });

  test("is searched by the same press, and both finds are one step to undo", async () => {
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

  test("has a mask of its own to paint", async () => {
    const store = await readyStore(withOther());
    await store.getState().actions.compareWithModel("convlstm");
    store.getState().actions.toggleFrame(5, SECOND);
    expect(seen(store).mask).toBeNull();
    expect(seen(store).second?.mask?.indexOf(1)).toBe(5);
    await expect.poll(() => seen(store).second?.scoring.kind).toBe("ready");
  });

  test("is taken away, and an undo brings it back with its mask", async () => {
    const store = await readyStore(withOther());
    await store.getState().actions.compareWithModel("convlstm");
    await store.getState().actions.findMask();
    store.getState().actions.stopComparing();
    expect(seen(store).second).toBeNull();
    store.getState().actions.undo();
    expect(seen(store).second).toMatchObject({ modelId: "convlstm", mask: FAKE_MASK });
  });

  test("that takes another number of frames is refused with both numbers, and nothing else changes", async () => {
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

  test("stops with the first when the search is cancelled", async () => {
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
  expect(link.second).toMatchObject({ modelId: "convlstm", target: 6, scores: fakeScores(FAKE_MASK) });

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
