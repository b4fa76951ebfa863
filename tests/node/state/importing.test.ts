/** The user's own models: importing, saving, and links that name them. */
import { describe, expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { SavedModel } from "../../../src/saved/models/model-store.ts";
import type { ImportAnswers } from "../../../src/recognise/inspection.ts";
import { whyNoSearch } from "../../../src/state/derived.ts";
import { createLabStore, type LabStore } from "../../../src/state/lab-store.ts";
import {
  FAKE_CLASSES,
  fakeCard,
  fakeDeps,
  FAKE_MASK,
  fakeScores,
  type FakeOptions,
} from "../../support/page-harness/fake-clients.ts";
import { FAKE_INSPECTION, FAKE_SETTINGS, fakeLibrary } from "../../support/page-harness/fake-library.ts";
import { held, readyStore } from "../../support/page-harness/ready-store.ts";
import { seen, stateSeen } from "../../support/seen.ts";
import { encodeV4, linkV4Of } from "../../support/links-v4.ts";

const checkpoint = new File(["..."], "rgb_imagenet.pt");
const answers: ImportAnswers = { name: "Mine", ...FAKE_SETTINGS, classes: FAKE_CLASSES };
const ID = "i3d-16--1-1";
const SAVED: SavedModel = {
  id: ID,
  name: "Mine",
  fileName: "rgb_imagenet.pt",
  bytes: 49e6,
  keptAt: "2026-03-01T12:00:00.000Z",
};

/** Returns a store in which the checkpoint was dropped and the question answered. */
async function importedIn(options: FakeOptions = {}): Promise<LabStore> {
  const store = await readyStore(options);
  await store.getState().actions.importModel([checkpoint]);
  await store.getState().actions.imports.answer(answers);
  return store;
}

const messages = (store: LabStore) => store.getState().problems.map(({ message }) => message);

describe("a checkpoint", () => {
  test("is inspected, asked about, listed, used and saved", async () => {
    const library = fakeLibrary();
    const store = await readyStore({ library });
    await store.getState().actions.importModel([checkpoint]);
    expect(seen(store)).toMatchObject({
      importing: { kind: "asking", inspection: FAKE_INSPECTION, wanted: null, problem: null },
      modelId: "i3d",
    });
    await store.getState().actions.imports.answer(answers);
    const { importing, modelId, models, predictions } = seen(store);
    expect([importing.kind, modelId, predictions.kind]).toEqual(["none", ID, "ready"]);
    expect(models.at(-1)).toMatchObject({
      name: "Mine",
      source: { kind: "imported", fileName: "rgb_imagenet.pt", saved: true },
    });
    expect(await library.list()).toEqual([{ ...SAVED, bytes: 2 }]);
  });

  test("may come with a file of class names", async () => {
    const looked: string[][] = [];
    const inspectModel = ({ files }: { files: File[] }) => {
      looked.push(files.map(({ name }) => name));
      return Promise.resolve(FAKE_INSPECTION);
    };
    const store = await readyStore({ lab: { inspectModel } });
    const labels = new File(["archery"], "labels.txt");
    await store.getState().actions.importModel([labels, checkpoint]);
    expect(store.getState().importing).toMatchObject({ kind: "asking", names: labels });
    expect(looked).toEqual([["rgb_imagenet.pt"]]);
  });

  test("that is dropped like a clip is recognised as a model", async () => {
    const store = await readyStore();
    await store.getState().actions.openFiles([checkpoint]);
    expect(seen(store)).toMatchObject({ importing: { kind: "asking" }, problems: [] });
    expect(store.getState().onPage?.clip.name).toBe("Disc moving up");
  });

  test("that is none is reported, and the page stays as it was", async () => {
    const inspectModel = () => Promise.reject(new LabError("weights", "a.pt: it is a text file."));
    const store = await readyStore({ lab: { inspectModel } });
    await store.getState().actions.importModel([checkpoint]);
    expect([store.getState().importing.kind, seen(store).modelId]).toEqual(["none", "i3d"]);
    expect(messages(store)).toEqual(["a.pt: it is a text file."]);
  });

  test("whose answers do not work asks again, and says why", async () => {
    const importModel = () => Promise.reject(new LabError("weights", "endFC.weight holds NaN."));
    const store = await importedIn({ lab: { importModel } });
    expect(seen(store)).toMatchObject({
      importing: { kind: "asking", loading: null, problem: "endFC.weight holds NaN." },
      modelId: "i3d",
      problems: [],
    });
  });

  test("can be stopped while its weights are read; the question stays until it is cancelled too", async () => {
    const never = vi.fn(() => new Promise<never>(() => undefined));
    const store = await readyStore({ lab: { importModel: never } });
    const { importModel, imports } = store.getState().actions;
    await importModel([checkpoint]);
    const answered = imports.answer(answers);
    await expect.poll(() => never).toHaveBeenCalled();
    expect(store.getState().importing).toMatchObject({ loading: { loaded: 0 } }); // control
    imports.cancel();
    await answered;
    expect(store.getState().importing).toMatchObject({ kind: "asking", loading: null, problem: null });
    imports.cancel();
    expect([store.getState().importing.kind, seen(store).modelId]).toEqual(["none", "i3d"]);
  });

  test("that this browser cannot save works until the page is closed, and this is reported", async () => {
    const refusal = new LabError("storage", "Your models: there is no room.");
    const store = await importedIn({ library: fakeLibrary([], refusal) });
    expect(seen(store)).toMatchObject({ modelId: ID, predictions: { kind: "ready" } });
    expect(store.getState().models.at(-1)?.source).toMatchObject({ saved: false });
    expect(messages(store)).toEqual([expect.stringMatching(/no room.*Mine can be used until/)]);
  });

  test("is replaced by a later file", async () => {
    const first = held<typeof FAKE_INSPECTION>();
    const inspectModel = vi
      .fn(() => Promise.resolve(FAKE_INSPECTION))
      .mockImplementationOnce(() => first.promise);
    const store = await readyStore({ lab: { inspectModel } });
    const early = store.getState().actions.importModel([checkpoint]);
    await store.getState().actions.importModel([new File(["."], "other.pt")]);
    first.resolve({ ...FAKE_INSPECTION, from: "late.pt" });
    await early;
    expect(store.getState().importing).toMatchObject({ inspection: { from: "rgb_imagenet.pt" } });
  });
});

describe("a saved model", () => {
  test("is listed at the next visit and loaded from its saved files", async () => {
    const importModel = vi.fn(() =>
      Promise.resolve({ card: fakeCard(ID, "Mine"), files: [new File(["{}"], "card.json")] }),
    );
    const store = await readyStore({ library: fakeLibrary([SAVED]), lab: { importModel } });
    expect(store.getState().models.at(-1)).toMatchObject({ id: ID, name: "Mine", card: null }); // control
    await store.getState().actions.chooseModel(ID);
    expect(seen(store)).toMatchObject({ modelId: ID, predictions: { kind: "ready" }, problems: [] });
    expect(importModel).toHaveBeenCalledWith(
      { files: [expect.objectContaining({ name: "card.json" })], answers: null },
      expect.anything(),
    );
  });

  test("whose files are gone names the file to drop", async () => {
    const library = { ...fakeLibrary([SAVED]), files: () => Promise.resolve(null) };
    const store = await readyStore({ library });
    await store.getState().actions.chooseModel(ID);
    expect(seen(store).modelId).toBe("i3d");
    expect(messages(store)).toEqual([expect.stringMatching(/Mine.*Drop rgb_imagenet\.pt/)]);
  });

  test("that is removed leaves the list, unless it is in use", async () => {
    const library = fakeLibrary();
    const store = await importedIn({ library });
    await store.getState().actions.imports.remove(ID);
    expect(store.getState().models.at(-1)).toMatchObject({ id: ID, source: { saved: false } });
    expect(await library.list()).toEqual([]);
    await store.getState().actions.chooseModel("i3d");
    await store.getState().actions.imports.remove(ID);
    expect(store.getState().models.map(({ id }) => id)).toEqual(["i3d", "convlstm"]);
  });
});

describe("a link to an imported model", () => {
  const linkTo = async () => {
    const store = await importedIn();
    await store.getState().actions.findMask();
    return linkV4Of(store.getState())!;
  };
  const openedIn = async (options: FakeOptions = {}) => {
    const store = createLabStore({ ...fakeDeps(options), autoplay: false });
    await store.getState().actions.begin(encodeV4(await linkTo()));
    return store;
  };

  test("names the file, its settings and the target's class", async () => {
    expect(await linkTo()).toMatchObject({
      modelId: ID,
      imported: {
        fileName: "rgb_imagenet.pt",
        name: "Mine",
        settings: FAKE_SETTINGS,
        classCount: 8,
        className: "Moving something up",
      },
      mask: FAKE_MASK,
    });
  });

  test("shows mask and scores as recorded if the model is missing, and can be passed on", async () => {
    const store = await openedIn();
    const state = store.getState();
    expect(stateSeen(state)).toMatchObject({
      modelId: ID,
      target: 0,
      scoring: { kind: "ready" },
      linkCheck: { kind: "unchecked" },
      predictions: { kind: "none" },
      problems: [],
    });
    expect(state.onPage?.clip.name).toBe("Disc moving up");
    expect(state.models.at(-1)).toMatchObject({ name: "Mine", source: { kind: "awaited" } });
    expect(whyNoSearch(state)).toMatch(/load rgb_imagenet\.pt/);
    expect(encodeV4(linkV4Of(state)!)).toBe(encodeV4(await linkTo()));
  });

  test("has no scores for a mask painted without the model; a reset brings back the link's", async () => {
    const store = await openedIn();
    store.getState().actions.toggleFrame(0);
    expect(seen(store)).toMatchObject({ scoring: { kind: "none" }, problems: [] });
    store.getState().actions.resetMask();
    expect(seen(store).scoring.kind).toBe("ready");
  });

  test("fills in the form when such a file is dropped, and then checks the scores", async () => {
    const store = await openedIn();
    await store.getState().actions.importModel([checkpoint]);
    const { importing } = store.getState();
    expect(importing).toMatchObject({ wanted: { name: "Mine", settings: FAKE_SETTINGS }, target: 0 });
    await store.getState().actions.imports.answer(answers);
    expect(seen(store)).toMatchObject({
      modelId: ID,
      linkCheck: { kind: "agrees" },
      predictions: { kind: "ready" },
      problems: [],
    });
    expect(seen(store).mask).toHaveLength(16);
    expect(store.getState().models.filter(({ id }) => id === ID)).toHaveLength(1);
  });

  test("keeps its mask and scores when another model is dropped, and reports that", async () => {
    const store = await openedIn();
    await store.getState().actions.importModel([checkpoint]);
    const input = { ...FAKE_SETTINGS.input, range: [0, 255] as [number, number] };
    await store.getState().actions.imports.answer({ ...answers, name: "Other", input });
    expect(seen(store)).toMatchObject({ modelId: ID, linkCheck: { kind: "unchecked" } });
    expect(store.getState().models.map(({ name }) => name)).toContain("Other");
    expect(messages(store)).toEqual([
      expect.stringMatching(/Other is listed.*not the model that the link names/),
    ]);
  });

  test("opens like any other if this browser has saved the model", async () => {
    const importModel = () =>
      Promise.resolve({
        card: { ...fakeCard(ID, "Mine"), ...FAKE_SETTINGS },
        files: [new File(["{}"], "card.json")],
      });
    const store = await openedIn({ library: fakeLibrary([SAVED]), lab: { importModel } });
    expect(seen(store)).toMatchObject({ modelId: ID, linkCheck: { kind: "agrees" }, problems: [] });
    expect(seen(store).scoring).toEqual({
      kind: "ready",
      scores: expect.objectContaining({ os: Math.fround(fakeScores(FAKE_MASK).os) }) as unknown,
    });
  });
});

test("a model whose loading is stopped leaves the one in use", async () => {
  const never = () => new Promise<never>(() => undefined);
  const store = await readyStore();
  const loading = await readyStore({
    lab: {
      loadModel: ({ baseUrl }) => (baseUrl.includes("convlstm") ? never() : Promise.resolve(fakeCard())),
    },
  });
  expect(seen(store).modelId).toBe("i3d"); // control
  void loading.getState().actions.chooseModel("convlstm");
  expect(seen(loading).modelJob).toMatchObject({ kind: "loading" });
  loading.getState().actions.stopLoading(0);
  expect(seen(loading)).toMatchObject({ modelId: "i3d", modelJob: { kind: "idle" }, problems: [] });
});
