/** Studies in the store: what is saved, what a pause and a reload leave, and what is refused. */
import { describe, expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import { createLabStore, type LabStore } from "../../../src/state/lab-store.ts";
import { isStudying, type StudyAsk } from "../../../src/state/study-state.ts";
import { DEFAULT_WISH } from "../../../src/study/plan.ts";
import { recordLine } from "../../../src/study/record.ts";
import { generatedClips } from "../../../src/study/listed-clips.ts";
import { fakeCard, fakeDeps, type FakeOptions } from "../../support/page-harness/fake-clients.ts";
import { fakePlan, fakeRecords, fakeStudies } from "../../support/page-harness/fake-studies.ts";
import { held, readyStore } from "../../support/page-harness/ready-store.ts";
import { decodeV4 } from "../../support/links-v4.ts";

const ask = (part: Partial<StudyAsk> = {}): StudyAsk => ({
  models: ["i3d", "convlstm"],
  clips: { kind: "generated", count: 3 },
  wish: DEFAULT_WISH,
  ...part,
});
const studyOf = (store: LabStore) => store.getState().study;
const phaseOf = (store: LabStore) => studyOf(store).open?.phase.kind;
const plan = fakePlan([fakeCard(), fakeCard("convlstm", "C-LSTM")]);

/** Returns a lab whose n-th search waits until it is released; the others answer at once. */
function waitingAt(n: number): { options: FakeOptions; reached: Promise<void>; go: () => void } {
  const { searchMask } = answersOf();
  const gate = held<void>();
  const arrived = held<void>();
  let count = 0;
  return {
    options: {
      lab: {
        searchMask: async (asked, options) => {
          count += 1;
          if (count === n) {
            arrived.resolve();
            await gate.promise;
          }
          return searchMask(asked, options);
        },
      },
    },
    reached: arrived.promise,
    go: () => gate.resolve(),
  };
}

/** The fakes' default answers. */
function answersOf() {
  const { lab } = fakeDeps();
  return {
    searchMask: (
      asked: Parameters<typeof lab.run<"searchMask">>[1],
      options: Parameters<typeof lab.run<"searchMask">>[2],
    ) => lab.run("searchMask", asked, options),
  };
}

test("a study runs both models over its clips, saves each record as it comes, and ends finished", async () => {
  const studies = fakeStudies();
  const store = await readyStore({ studies });
  await store.getState().actions.study.start(ask());
  const { open, refused } = studyOf(store);
  expect(refused).toBeNull();
  expect(open?.phase).toEqual({ kind: "finished" });
  expect(open?.records.map(({ results }) => results.map(({ modelId }) => modelId))).toEqual(
    Array.from({ length: 3 }, () => ["i3d", "convlstm"]),
  );
  const keys = generatedClips(3).map(({ seed, className }) => `generated:${seed}:${className}`);
  expect(studies.log).toEqual(["begin", ...keys.map((key) => `put ${key}`)]);
  expect(await studies.claim()).not.toBeNull(); // let go of
});

test("progress that is painted after the end does not turn an ended study back to running", async () => {
  const paints: (() => void)[] = [];
  const deps = {
    ...fakeDeps({ studies: fakeStudies() }),
    soon: (paint: () => void) => void paints.push(paint),
  };
  const store = createLabStore({ ...deps, autoplay: false });
  await store.getState().actions.begin("");
  await store.getState().actions.study.start(ask());
  expect(paints.length).toBeGreaterThan(0); // control
  for (const paint of paints) paint();
  expect(studyOf(store).open?.phase).toEqual({ kind: "finished" });
});

test("a pause drops the clip in progress; resuming does that clip and the rest, and nothing twice", async () => {
  const { options, reached, go } = waitingAt(3); // the first search of the second clip
  const studies = fakeStudies();
  const store = await readyStore({ ...options, studies });
  const { study } = store.getState().actions;
  const running = study.start(ask());
  await reached;
  expect(phaseOf(store)).toBe("running");
  expect(isStudying(store.getState())).toBe(true);
  study.pause();
  await running;
  go();
  expect(studyOf(store).open?.phase).toEqual({ kind: "paused", why: null });
  expect(studyOf(store).open?.records).toHaveLength(1);
  await study.resume();
  expect(phaseOf(store)).toBe("finished");
  expect(studies.log.filter((line) => line.startsWith("put"))).toHaveLength(3);
});

test("after a reload the study is offered and waits; resuming goes on with the clips that are left", async () => {
  const saved = { plan, clips: generatedClips(4), records: fakeRecords(plan, 3) };
  const studies = fakeStudies({ saved });
  const store = await readyStore({ studies });
  const { study } = store.getState().actions;
  await study.read();
  expect(studyOf(store)).toMatchObject({ read: true, offered: true, open: { phase: { kind: "paused" } } });
  expect(studies.log).toEqual([]); // it does not go on by itself
  await study.resume();
  expect(phaseOf(store)).toBe("finished");
  expect(studyOf(store).open?.records).toHaveLength(4);
  expect(studies.log).toEqual(["put generated:5000003:" + generatedClips(4)[3]!.className]);
});

test("a study with other weights or settings than the page's is not resumed, and says what differs", async () => {
  const other = { ...plan, software: "freezeframe 0.0.1" };
  const studies = fakeStudies({ saved: { plan: other, clips: generatedClips(2), records: [] } });
  const store = await readyStore({ studies });
  await store.getState().actions.study.read();
  await store.getState().actions.study.resume();
  expect(studyOf(store).refused).toMatch(/cannot go on.*software is "freezeframe 0\.0\.1" in one/);
  expect(phaseOf(store)).toBe("paused");
});

test("a study that another tab runs is neither started, resumed nor discarded here", async () => {
  const saved = { plan, clips: generatedClips(2), records: [] };
  const store = await readyStore({ studies: fakeStudies({ saved, elsewhere: true }) });
  const { study } = store.getState().actions;
  await study.start(ask());
  expect(studyOf(store).refused).toMatch(/another tab/);
  expect(studyOf(store).open).toBeNull();
  const second = await readyStore({ studies: fakeStudies({ saved, elsewhere: true }) });
  await second.getState().actions.study.read();
  for (const act of ["resume", "discard"] as const) {
    second.getState().actions.study.dismissRefusal();
    await second.getState().actions.study[act]();
    expect(studyOf(second).refused).toMatch(/another tab/);
    expect(phaseOf(second)).toBe("paused");
  }
});

test("a study that another tab has started is shown and not overwritten", async () => {
  const saved = { plan, clips: generatedClips(2), records: fakeRecords(plan, 1) };
  const studies = fakeStudies({ saved });
  const store = await readyStore({ studies });
  await store.getState().actions.study.start(ask());
  expect(studyOf(store).refused).toMatch(/Another tab has started a study/);
  expect(studyOf(store).open?.records).toHaveLength(1);
  expect(studies.log).toEqual([]);
});

test("a browser that cannot save is reported, and the study goes on", async () => {
  const refusal = new LabError("storage", "Study: there is no room left.");
  const store = await readyStore({ studies: fakeStudies({ refusal }) });
  await store.getState().actions.study.start(ask());
  expect(studyOf(store).open).toMatchObject({ phase: { kind: "finished" }, notSaved: refusal.message });
  expect(studyOf(store).open?.records).toHaveLength(3);
});

test("a clip that cannot be read becomes a problem; a worker that stops pauses the study with its reason", async () => {
  const decode = () => Promise.reject(new LabError("decode", "it is not a video."));
  const store = await readyStore({ clips: { decode } });
  await store.getState().actions.study.start(ask({ clips: { kind: "bundled" } }));
  expect(phaseOf(store)).toBe("finished");
  expect(studyOf(store).open?.records.map(({ problem }) => problem)).toEqual(
    Array.from({ length: 2 }, () => "it is not a video."),
  );
  const searchMask = () => Promise.reject(new LabError("device-lost", "worker: it stopped."));
  const dead = await readyStore({ lab: { searchMask } });
  await dead.getState().actions.study.start(ask());
  expect(studyOf(dead).open?.phase).toEqual({ kind: "paused", why: "worker: it stopped." });
});

test("discarding removes the study here and in the browser, even while it runs", async () => {
  const { options, reached, go } = waitingAt(1);
  const studies = fakeStudies();
  const store = await readyStore({ ...options, studies });
  const running = store.getState().actions.study.start(ask());
  await reached;
  store.getState().actions.study.pause();
  await running;
  await store.getState().actions.study.discard();
  go();
  expect(studyOf(store).open).toBeNull();
  expect(await studies.read()).toBeNull();
});

describe("files", () => {
  const labels = new File(["file,class,start_s,end_s\na.mp4,Moving something up,0.5,1\n"], "labels.csv");

  test("are identified by their bytes and labelled by the label file, and their links hold the frames", async () => {
    const files = [
      new File(["same"], "a.mp4"),
      new File(["same"], "b.mp4"),
      new File(["x"], "notes.txt"),
      labels,
    ];
    const store = await readyStore();
    await store.getState().actions.study.start(ask({ clips: { kind: "files", files }, models: ["i3d"] }));
    const { open } = studyOf(store);
    expect(open?.clips.map(({ name }) => name)).toEqual(["a.mp4", "b.mp4"]);
    expect(open?.records).toHaveLength(1); // the same bytes count once
    const [record] = open!.records;
    expect(record).toMatchObject({
      clip: { name: "a.mp4", label: "Moving something up" },
      // SHA-256 of "same".
      key: "sha256:0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5",
    });
    expect(decodeV4(record!.results[0]!.link!)).toMatchObject({
      ok: true,
      link: { clip: { kind: "inside" } },
    });
  });

  test("without a clip among them are refused", async () => {
    const store = await readyStore();
    await store
      .getState()
      .actions.study.start(ask({ clips: { kind: "files", files: [new File(["x"], "notes.txt")] } }));
    expect(studyOf(store)).toMatchObject({ open: null, preparing: null });
    expect(studyOf(store).refused).toMatch(/None of these files is a clip/);
  });
});

describe("records of files", () => {
  const file = (name: string, from: number, to: number) =>
    new File([fakeRecords(plan, 6).slice(from, to).map(recordLine).join("")], name);

  test("of several shards are merged, including those opened later", async () => {
    const store = await readyStore();
    const { study } = store.getState().actions;
    await study.openRecords([file("one.jsonl", 0, 3)]);
    await study.openRecords([file("two.jsonl", 2, 6)]);
    expect(studyOf(store).records?.merged).toMatchObject({ duplicates: 1, conflicts: [] });
    expect(studyOf(store).records?.merged.records).toHaveLength(6);
    study.closeRecords();
    expect(studyOf(store).records).toBeNull();
  });

  test("of another study are refused, as are other files; what was open stays", async () => {
    const store = await readyStore();
    const { study } = store.getState().actions;
    await study.openRecords([file("one.jsonl", 0, 3)]);
    const other = (await file("x", 0, 1).text()).replaceAll('"preset":"default"', '"preset":"paper"');
    await study.openRecords([new File([other], "other.jsonl")]);
    expect(studyOf(store).refused).toMatch(/other\.jsonl belong to different studies: preset is "default"/);
    await study.openRecords([new File(["{}"], "wrong.jsonl")]);
    expect(studyOf(store).refused).toMatch(/wrong\.jsonl, line 1/);
    expect(studyOf(store).records?.merged.records).toHaveLength(3);
  });
});

test("clearing everything that is saved ends the study", async () => {
  const studies = fakeStudies({ saved: { plan, clips: generatedClips(2), records: [] } });
  const store = createLabStore({ ...fakeDeps({ studies }), autoplay: false });
  await store.getState().actions.study.read();
  vi.stubGlobal("localStorage", { clear: () => undefined });
  await store.getState().actions.saved.clearAll();
  vi.unstubAllGlobals();
  expect(studyOf(store).open).toBeNull();
  expect(await studies.read()).toBeNull();
});
