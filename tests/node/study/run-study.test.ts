/** Running a study on toy workers: the parts that are asked for, bad clips, and aborts. */
import { describe, expect, test } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import type { StudyClip } from "../../../src/study/clips.ts";
import type { StudyWish } from "../../../src/study/plan.ts";
import { parseRecord, recordLine, type StudyRecord } from "../../../src/study/record.ts";
import { runStudy, type StudyTools } from "../../../src/study/run-study.ts";
import { card, clipWorker, file, labWorker, plan, T } from "./toy.ts";
import { decodeV4 } from "../../support/links-v4.ts";

async function run(
  clips: readonly StudyClip[],
  more: Partial<StudyTools> = {},
  wish: Partial<StudyWish> = {},
): Promise<StudyRecord[]> {
  const records: StudyRecord[] = [];
  const tools = { lab: labWorker(), clips: clipWorker(), ...more };
  const study = { plan: plan(wish), cards: [card("a"), card("b")], clips };
  for await (const record of runStudy(study, tools)) records.push(record);
  return records;
}

const GENERATED: StudyClip = { kind: "generated", name: "seed 5", className: "up", seed: 5 };

test("a generated clip has prediction, search and truth for every model, as a line that can be read back", async () => {
  const [record, ...more] = await run([GENERATED], { linkedModels: new Set(["a"]) });
  expect(more).toEqual([]);
  expect(parseRecord(JSON.parse(recordLine(record!)), "line 1")).toEqual(record);
  expect(record).toMatchObject({ key: "generated:5:up", problem: null, clip: { label: "up" } });
  const [a, b] = record!.results;
  expect(a).toMatchObject({
    modelId: "a",
    target: { index: 0, name: "up", from: "label" },
    predicted: { index: 0, name: "up", probability: 0.7 },
    cs: null,
    scores: { os: 0.7, fs: 0.1, rs: 0.3 },
    leftStart: false,
  });
  // The event is frames 2 and 3; a masks 2 to 4, b the event.
  expect(a!.truth).toMatchObject({ event: [2, 3], iou: 0.666667, hit: true, hitRandom: 0.25 });
  expect(b!.truth).toMatchObject({ iou: 1, iouCentred: 0.333333 });
  expect(b!.leftStart).toBe(true);
  const link = decodeV4(a!.link!);
  expect(link).toMatchObject({ ok: true, link: { clip: { kind: "generated", className: "up", seed: 5 } } });
  expect(b!.link).toBeNull(); // this model does not ship with the page
});

test("three bad files of six do not stop the study, and their problems are recorded", async () => {
  const names = ["one.mp4", "bad1.mp4", "two.mp4", "bad2.mp4", "bad3.mp4", "three.mp4"];
  const records = await run(names.map((name) => file(name)));
  expect(records.map(({ problem }) => problem)).toEqual([
    null,
    "bad1.mp4: it is not a video.",
    null,
    "bad2.mp4: it is not a video.",
    "bad3.mp4: it is not a video.",
    null,
  ]);
  expect(records.map(({ results }) => results.length)).toEqual([2, 0, 2, 0, 0, 2]);
});

test("finished clips are skipped, and the same bytes under two names count once", async () => {
  const clips = [
    file("1.mp4"),
    file("2.mp4"),
    file("copy of 2.mp4", { hash: "sha256:2.mp4" }),
    file("3.mp4"),
  ];
  const records = await run(clips, { done: new Set(["sha256:1.mp4"]) });
  expect(records.map(({ clip }) => clip.name)).toEqual(["2.mp4", "3.mp4"]);
});

describe("the class explained", () => {
  test("is the label if the model knows it, else the predicted class", async () => {
    const clips = [file("1", { label: "down" }), file("2", { label: "sideways" }), file("3")];
    const targets = (await run(clips)).map(({ results }) => results[0]!.target);
    expect(targets).toEqual([
      { index: 1, name: "down", from: "label" },
      { index: 0, name: "up", from: "prediction" },
      { index: 0, name: "up", from: "prediction" },
    ]);
  });

  test("can always be the predicted class, and the label's score is then recorded too", async () => {
    const [record] = await run([file("1", { label: "down" })], {}, { target: "predicted" });
    expect(record!.results[0]).toMatchObject({ target: { index: 0, from: "prediction" }, cs: 0.2 });
  });
});

test("a file's event is found from its times", async () => {
  const [record] = await run([file("1", { label: "up", eventS: [1, 1.6] })]);
  expect(record!.results[1]!.truth).toMatchObject({ event: [2, 3], iou: 1 });
});

describe("the optional parts of a plan", () => {
  const wish = { cam: true, windows: true, spatiotemporal: { across: 7, area: null } } as const;

  test("include pointing, in shares of the frame, and windows compared with the mask's score", async () => {
    // The strongest cell: frame 1, lower right of four; the model sees the middle half of a frame twice as wide as
    // high.
    const values = Float32Array.of(0, 0, 0, 0, 0, 0, 0, 3);
    const scores = Array.from({ length: (T * (T + 1)) / 2 }, () => 0.6);
    scores[T + 3] = 0.2; // the window of two frames from 3 on
    const lab = labWorker({
      gradCam: () => ({ T: 2, h: 2, w: 2, values }),
      scoreWindows: () => ({ T, original: 0.7, scores }),
      searchSpatiotemporal: () => ({
        mask: { T, h: 1, w: 1, values: Float32Array.from({ length: T }, (_, t) => (t < 4 ? 1 : 0)) },
        scores: { os: 0.7, fs: 0.05, rs: 0.6 },
        steps: 9,
        stopped: "all-steps",
      }),
    });
    const [record] = await run([GENERATED], { lab }, wish);
    const [, b] = record!.results;
    // Boxes cover x from 0.5 to 0.75, and 0.03 more on each side: 0.28 of the visible 0.5.
    expect(b!.cam).toEqual({
      peak: { frame: 6, x: 0.625, y: 0.75 },
      truth: { hit: true, hitCentre: 1, hitRandom: 0.56 },
    });
    expect(b!.spatiotemporal).toMatchObject({
      area: 0.5,
      steps: 9,
      pointing: { peak: { frame: 1, x: 0.5 } },
    });
    expect(b!.windows).toEqual({
      best: [3, 4],
      bestScore: 0.2,
      sameLengthBest: 0.2,
      sameLengthMean: expect.any(Number) as number,
      gap: expect.any(Number) as number, // `window-figures.test.ts` has its value by hand
    });
    expect(b!.notes).toEqual([]);
  });

  test("become a note if the model does not support them, and the rest is computed", async () => {
    const [record] = await run([file("1")], {}, wish);
    const [a] = record!.results;
    expect(a!.cam).toBeNull();
    expect(a!.notes).toEqual([
      "grad-cam: gradCam: not built yet",
      "spatiotemporal: searchSpatiotemporal: not built yet",
      "windows: scoreWindows: not built yet",
    ]);
    expect(a!.scores.os).toBe(0.7);
  });
});

describe("the study ends", () => {
  test("on an abort, which drops the current clip; earlier records were yielded", async () => {
    const stopping = new AbortController();
    const records: StudyRecord[] = [];
    const study = { plan: plan(), cards: [card("a"), card("b")], clips: [file("1"), file("2"), file("3")] };
    const running = async () => {
      const tools = { lab: labWorker(), clips: clipWorker(), signal: stopping.signal };
      for await (const record of runStudy(study, tools)) {
        records.push(record);
        stopping.abort();
      }
    };
    await expect(running()).rejects.toMatchObject({ code: "cancelled" });
    expect(records.map(({ clip }) => clip.name)).toEqual(["1"]);
  });

  test("on a lost device, because later clips would fail too", async () => {
    const lab = labWorker({
      classify: () => {
        throw new LabError("device-lost", "worker: it stopped unexpectedly.");
      },
    });
    await expect(run([file("1")], { lab })).rejects.toMatchObject({ code: "device-lost" });
  });
});

test("files are packed into links only when asked", async () => {
  const linkedModels = new Set(["a", "b"]);
  const log: string[] = [];
  const [without] = await run([file("1")], { linkedModels, clips: clipWorker(log) });
  expect(without!.results[0]!.link).toBeNull();
  expect(log).not.toContain("pack");
  const [packed] = await run([file("1")], { linkedModels, packFiles: true });
  expect(decodeV4(packed!.results[0]!.link!)).toMatchObject({
    link: { clip: { kind: "inside", name: "1" } },
  });
});
