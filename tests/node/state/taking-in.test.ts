/** Opening clips and loading models: what arrives, what stays, and what is reported when something fails. */
import { describe, expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { Clip } from "../../../src/clip/clip.ts";
import { createLabStore } from "../../../src/state/lab-store.ts";
import type { ClipCommands } from "../../../src/worker/protocol.ts";
import {
  fakeCard,
  fakeClip,
  fakeDeps,
  FAKE_CLIPS,
  type Handlers,
} from "../../support/page-harness/fake-clients.ts";
import { held, readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";
import { encodeV4, linkV4Of } from "../../support/links-v4.ts";

const video = new File(["x"], "mine.mp4");

describe("a first visit", () => {
  test("opens the first clip with the first model and targets the predicted class", async () => {
    const { backend, modelId, onPage, target, predictions, problems } = seen(await readyStore());
    expect(backend).toMatchObject({ kind: "ready", report: { backend: "wasm" } });
    expect([modelId, onPage?.clip.name, target]).toEqual(["i3d", "Disc moving up", 0]);
    expect(predictions.kind).toBe("ready");
    expect(problems).toEqual([]);
  });

  test("gives the clip its label and the frames of its event from the manifest", async () => {
    const { onPage } = seen(await readyStore());
    // Frames are 0.125 s apart; the event lasts from 0.6 s to 1.2 s.
    expect(onPage?.clip).toMatchObject({ label: "Moving something up", event: [5, 9] });
  });

  test("keeps a clip and a model that were chosen before the list of clips came", async () => {
    const listed = held<typeof FAKE_CLIPS>();
    const store = createLabStore({ ...fakeDeps(), loadManifest: () => listed.promise, autoplay: false });
    const { actions } = store.getState();
    const beginning = actions.begin("");
    const chosen = Promise.all([
      actions.openFiles([video]),
      actions.importModel([new File(["{}"], "card.json"), new File([], "weights.bin")]),
    ]);
    listed.resolve(FAKE_CLIPS);
    await Promise.all([beginning, chosen]);
    const { modelId, onPage } = seen(store);
    expect([modelId, onPage?.clip.name]).toEqual(["mine", "mine.mp4"]);
  });

  test("falls back to the first model if an earlier import fails", async () => {
    const listed = held<typeof FAKE_CLIPS>();
    const importModel = () => Promise.reject(new LabError("weights", "weights.bin is missing."));
    const deps = fakeDeps({ lab: { importModel } });
    const store = createLabStore({ ...deps, loadManifest: () => listed.promise, autoplay: false });
    const beginning = store.getState().actions.begin("");
    const chosen = store
      .getState()
      .actions.importModel([new File(["{}"], "card.json"), new File([], "w.bin")]);
    listed.resolve(FAKE_CLIPS);
    await Promise.all([beginning, chosen]);
    expect(seen(store).modelId).toBe("i3d");
    expect(store.getState().problems.map(({ message }) => message)).toEqual(["weights.bin is missing."]);
  });

  test("without bundled clips shows no clip and reports no problem", async () => {
    const { onPage, manifest, modelId, problems } = seen(await readyStore({ manifest: [] }));
    expect([onPage, manifest, modelId, problems]).toEqual([null, { kind: "ready", clips: [] }, "i3d", []]);
  });

  test("with a broken list of clips says so and still loads the model", async () => {
    const broken = () => Promise.reject(new LabError("value", "clips/manifest.json: clips.0.id is missing."));
    const store = createLabStore({ ...fakeDeps(), loadManifest: broken, autoplay: false });
    await store.getState().actions.begin("");
    expect(store.getState().problems.map(({ message }) => message)).toEqual([
      "clips/manifest.json: clips.0.id is missing.",
    ]);
    expect(seen(store).modelId).toBe("i3d");
  });

  test("on a machine without any backend says why and stays usable", async () => {
    const start = () => Promise.reject(new LabError("unsupported", "start: no backend; WebAssembly is off."));
    const { backend, modelId, onPage, problems } = seen(await readyStore({ lab: { start } }));
    expect([backend.kind, modelId, onPage?.clip.name]).toEqual(["failed", null, "Disc moving up"]);
    expect(problems).toHaveLength(1);
  });
});

describe("opening a clip", () => {
  test("shows progress and puts the clip on the page only when it is whole", async () => {
    const decoded = held<Clip>();
    const decode = vi.fn<Handlers<ClipCommands>["decode"]>((ask, { onStep }) => {
      onStep?.({ done: 3, of: 16 });
      return ask.name === "mine.mp4" ? decoded.promise : Promise.resolve(fakeClip(ask));
    });
    const store = await readyStore({ clips: { decode } });
    const opening = store.getState().actions.openFiles([video]);
    await expect
      .poll(() => store.getState().clipJob)
      .toEqual({ kind: "decoding", name: "mine.mp4", done: 3, of: 16 });
    expect(store.getState().onPage?.clip.name).toBe("Disc moving up");
    decoded.resolve(
      fakeClip({ files: [], name: "mine.mp4", T: 16, source: { kind: "upload", fileName: "mine.mp4" } }),
    );
    await opening;
    expect(seen(store)).toMatchObject({
      clipJob: { kind: "idle" },
      onPage: { clip: { name: "mine.mp4" } },
    });
  });

  test("that cannot be read leaves the page as it was and says what the decoder said", async () => {
    const message = "mine.mp4: it is a text file. Choose a video.";
    const store = await readyStore({
      clips: {
        decode: (ask) =>
          ask.name === "mine.mp4"
            ? Promise.reject(new LabError("decode", message))
            : Promise.resolve(fakeClip(ask)),
      },
    });
    await store.getState().actions.findMask();
    const before = seen(store);
    await before.actions.openFiles([video]);
    const after = seen(store);
    expect(after.problems).toEqual([{ id: 1, code: "decode", message }]);
    expect([after.onPage, after.mask, after.scoring]).toEqual([before.onPage, before.mask, before.scoring]);
    after.actions.dismissProblem(1);
    expect(store.getState().problems).toEqual([]);
  });

  test("can be stopped without reporting a problem", async () => {
    const store = await readyStore({
      clips: {
        decode: (ask) => (ask.name === "mine.mp4" ? new Promise(() => {}) : Promise.resolve(fakeClip(ask))),
      },
    });
    const opening = store.getState().actions.openFiles([video]);
    store.getState().actions.stopDecoding();
    await opening;
    expect(seen(store)).toMatchObject({ clipJob: { kind: "idle" }, problems: [] });
    expect(store.getState().onPage?.clip.name).toBe("Disc moving up");
  });

  test("while another is loading is replaced by the later one", async () => {
    const slow = held<Clip>();
    const store = await readyStore({
      clips: { decode: (ask) => (ask.name === "mine.mp4" ? slow.promise : Promise.resolve(fakeClip(ask))) },
    });
    const { actions } = store.getState();
    const first = actions.openFiles([video]);
    await actions.openClip({ kind: "bundled", clip: FAKE_CLIPS[1]! });
    slow.resolve(
      fakeClip({ files: [], name: "mine.mp4", T: 16, source: { kind: "upload", fileName: "mine.mp4" } }),
    );
    await first;
    expect(store.getState().onPage?.clip.name).toBe("Two discs apart");
  });

  test("ends a search under way and drops its explanation", async () => {
    const store = await readyStore({ lab: { searchMask: () => new Promise(() => {}) } });
    const searching = store.getState().actions.findMask();
    expect(seen(store).search.kind).toBe("searching"); // control
    await store.getState().actions.openFiles([video]);
    await searching;
    expect(seen(store)).toMatchObject({
      search: { kind: "idle" },
      mask: null,
      finding: null,
      problems: [],
    });
  });
});

describe("choosing a model", () => {
  test("keeps the class by name and drops the explanation", async () => {
    const classes = ["Something appearing", "Moving something up"];
    const store = await readyStore({
      lab: {
        loadModel: ({ baseUrl }) =>
          Promise.resolve(
            baseUrl.includes("convlstm") ? { ...fakeCard("convlstm", "C-LSTM"), classes } : fakeCard(),
          ),
      },
    });
    await store.getState().actions.findMask();
    expect(seen(store).target).toBe(0); // control
    await store.getState().actions.chooseModel("convlstm");
    expect(seen(store)).toMatchObject({
      modelId: "convlstm",
      target: 1,
      mask: null,
      scoring: { kind: "none" },
    });
  });

  test("that takes another number of frames decodes the clip again", async () => {
    const store = await readyStore({
      lab: {
        loadModel: ({ baseUrl }) =>
          Promise.resolve(baseUrl.includes("convlstm") ? fakeCard("convlstm", "C-LSTM", 32) : fakeCard()),
      },
    });
    expect(store.getState().onPage?.clip.frames.T).toBe(16); // control
    await store.getState().actions.chooseModel("convlstm");
    expect(store.getState().onPage?.clip.frames.T).toBe(32);
    expect(seen(store).predictions.kind).toBe("ready");
  });

  test("whose weights do not fit keeps the one in use", async () => {
    const importModel = () => Promise.reject(new LabError("weights", "card.json: classes is missing."));
    const store = await readyStore({ lab: { importModel } });
    await store.getState().actions.importModel([new File(["{}"], "card.json")]);
    const { modelId, modelJob, problems, predictions } = seen(store);
    expect([modelId, modelJob.kind, predictions.kind]).toEqual(["i3d", "idle", "ready"]);
    expect(problems.map(({ message }) => message)).toEqual(["card.json: classes is missing."]);
  });

  test("from files lists it as imported and uses it", async () => {
    const store = await readyStore();
    await store.getState().actions.importModel([new File(["{}"], "card.json")]);
    const { modelId, models } = seen(store);
    expect(modelId).toBe("mine");
    expect(models.map(({ id, source }) => [id, source.kind])).toEqual([
      ["i3d", "bundled"],
      ["convlstm", "bundled"],
      ["mine", "imported"],
    ]);
  });

  test("while the backend is still starting is replaced by a later choice without reporting a problem", async () => {
    const store = await readyStore();
    const first = store.getState().actions.chooseModel("convlstm");
    const second = store.getState().actions.chooseModel("i3d");
    await Promise.all([first, second]);
    expect(seen(store)).toMatchObject({ modelId: "i3d", modelJob: { kind: "idle" }, problems: [] });
  });

  test("loads the weights once", async () => {
    const loadModel = vi.fn(({ baseUrl }: { baseUrl: string }) =>
      Promise.resolve(baseUrl.includes("convlstm") ? fakeCard("convlstm", "C-LSTM") : fakeCard()),
    );
    const store = await readyStore({ lab: { loadModel } });
    await store.getState().actions.chooseModel("convlstm");
    await store.getState().actions.chooseModel("i3d");
    expect(loadModel).toHaveBeenCalledTimes(2);
    expect(seen(store).modelId).toBe("i3d");
  });
});

describe("choosing a part of a clip", () => {
  const decodes = () => vi.fn((ask: ClipCommands["decode"]["ask"]) => Promise.resolve(fakeClip(ask)));

  test("decodes that part of the same files, cut to their length", async () => {
    const decode = decodes();
    const store = await readyStore({ clips: { decode } });
    await store.getState().actions.openFiles([video]);
    await store.getState().actions.chooseRange([0.5, 7]);
    expect(decode.mock.lastCall?.[0]).toMatchObject({ name: "mine.mp4", files: [video], range: [0.5, 2] });
  });

  test("that is the whole clip is no part, so a bundled clip keeps its short link", async () => {
    const decode = decodes();
    const store = await readyStore({ clips: { decode } });
    await store.getState().actions.chooseRange([0.5, 1]);
    expect(decode.mock.lastCall?.[0]).toMatchObject({ range: [0.5, 1] }); // control
    await expect.poll(() => linkV4Of(store.getState())?.clip.kind).toBe("inside");
    await store.getState().actions.chooseRange([0, 2]);
    expect(decode.mock.lastCall?.[0]).not.toHaveProperty("range");
    expect(linkV4Of(store.getState())?.clip).toEqual({ kind: "bundled", id: "up-1" });
  });

  test("survives a model that takes another number of frames", async () => {
    const decode = decodes();
    const loadModel = ({ baseUrl }: { baseUrl: string }) =>
      Promise.resolve(baseUrl.includes("convlstm") ? fakeCard("convlstm", "C-LSTM", 32) : fakeCard());
    const store = await readyStore({ clips: { decode }, lab: { loadModel } });
    await store.getState().actions.openFiles([video]);
    await store.getState().actions.chooseRange([0.5, 1]);
    await store.getState().actions.chooseModel("convlstm");
    expect(decode.mock.lastCall?.[0]).toMatchObject({ T: 32, range: [0.5, 1] });
  });

  test("of a clip by address is in its link, and downloads nothing again", async () => {
    const fetchBlob = vi.fn(() => Promise.resolve(new Blob(["x"])));
    const store = await readyStore({ fetchBlob });
    await store.getState().actions.openAddress("https://a.example/clip.mp4");
    const fetched = fetchBlob.mock.calls.length;
    await store.getState().actions.chooseRange([0.5, 1]);
    expect(fetchBlob).toHaveBeenCalledTimes(fetched);
    const clip = { kind: "address", url: "https://a.example/clip.mp4", range: { startS: 0.5, endS: 1 } };
    expect(linkV4Of(store.getState())?.clip).toEqual(clip);
  });
});

describe("a clip by address", () => {
  const url = "https://a.example/clip.mp4";

  test("shows how much has been downloaded, and is named by its file", async () => {
    const jobs: unknown[] = [];
    const store = await readyStore({
      fetchBlob: (_url, _signal, onProgress) => {
        onProgress?.({ loaded: 3, total: 9 });
        return Promise.resolve(new Blob(["x"]));
      },
    });
    store.subscribe(({ clipJob }) => jobs.push(clipJob));
    expect(await store.getState().actions.openAddress(url)).toEqual({ kind: "opened" });
    expect(jobs).toContainEqual({ kind: "fetching", name: "clip.mp4", loaded: 3, total: 9 });
    expect(store.getState().onPage?.clip.name).toBe("clip.mp4");
  });

  test("that cannot be downloaded is reported to the caller, and the page stays as it was", async () => {
    const problem = new LabError("link", "clip.mp4: 404.");
    const store = await readyStore({
      fetchBlob: (asked) => (asked === url ? Promise.reject(problem) : Promise.resolve(new Blob(["x"]))),
    });
    expect(await store.getState().actions.openAddress(url)).toEqual({ kind: "failed", problem });
    expect(seen(store)).toMatchObject({ problems: [], clipJob: { kind: "idle" } });
    expect(store.getState().onPage?.clip.name).toBe("Disc moving up");
  });

  test("can be stopped", async () => {
    const store = await readyStore({
      fetchBlob: (asked, signal) =>
        asked !== url
          ? Promise.resolve(new Blob(["x"]))
          : new Promise((_, reject) =>
              signal.addEventListener("abort", () => reject(new LabError("cancelled", "stopped"))),
            ),
    });
    const opening = store.getState().actions.openAddress(url);
    store.getState().actions.stopDecoding();
    expect(await opening).toEqual({ kind: "stopped" });
    expect(seen(store)).toMatchObject({ problems: [], clipJob: { kind: "idle" } });
  });
});

describe("a generated clip", () => {
  const input = { kind: "generated", className: "Moving something up", seed: 42 } as const;

  test("comes with its true class, and a link names it by class and seed", async () => {
    const store = await readyStore();
    await store.getState().actions.openClip(input);
    expect(store.getState().onPage?.clip).toMatchObject({
      name: "Moving something up (seed 42)",
      label: "Moving something up",
      event: [4, 8],
    });
    expect(linkV4Of(store.getState())?.clip).toEqual(input);
  });

  test("is generated again for a model that takes another number of frames", async () => {
    const loadModel = ({ baseUrl }: { baseUrl: string }) =>
      Promise.resolve(baseUrl.includes("convlstm") ? fakeCard("convlstm", "C-LSTM", 32) : fakeCard());
    const store = await readyStore({ lab: { loadModel } });
    await store.getState().actions.openClip(input);
    await store.getState().actions.chooseModel("convlstm");
    expect(store.getState().onPage?.clip.frames.T).toBe(32);
  });

  test("comes back from its link", async () => {
    const from = await readyStore();
    await from.getState().actions.openClip(input);
    const store = await readyStore();
    await store.getState().actions.openLink(encodeV4(linkV4Of(from.getState())!));
    expect(store.getState().onPage?.input).toEqual(input);
    expect(store.getState().problems).toEqual([]);
  });
});

test("a clip removed in the middle of a search ends it, and leaves a page that works", async () => {
  const store = await readyStore({ lab: { searchMask: () => new Promise(() => {}) } });
  const searching = store.getState().actions.findMask();
  expect(seen(store).search.kind).toBe("searching"); // control
  store.getState().actions.removeClip();
  await searching;
  expect(seen(store)).toMatchObject({
    onPage: null,
    search: { kind: "idle" },
    mask: null,
    problems: [],
  });
  await store.getState().actions.openFiles([video]);
  expect(seen(store)).toMatchObject({ onPage: { clip: { name: "mine.mp4" } }, target: 0 });
});
