/** Exporting the page as a result: its facts, how it says the mask was made, and opening the file again. */
import { describe, expect, test } from "vitest";
import { fragmentOf } from "../../../src/export/result-link.ts";
import { readResult, writeResult } from "../../../src/export/result-json.ts";
import type { LabStore } from "../../../src/state/lab-store.ts";
import { figureFactsOf, namedAfter, resultOf, whyNoTakeAway } from "../../../src/state/take-away.ts";
import { measuredFaithfulness } from "../../../src/state/faithfulness.ts";
import { FAKE_CLASSES, FAKE_MASK, fakeScores } from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { SECOND, seen } from "../../support/seen.ts";
import { encodeV4, linkV4Of } from "../../support/links-v4.ts";

function addressOf(store: LabStore): string {
  const link = linkV4Of(store.getState());
  if (link === null) throw new Error("there is nothing to link to");
  return `https://lab.example/${encodeV4(link)}`;
}

async function searchedStore(second = false): Promise<LabStore> {
  const store = await readyStore();
  const { actions } = store.getState();
  if (second) await actions.compareWithModel("convlstm");
  await actions.findMask();
  return store;
}

/** Returns the page's result as a file to drop. */
function savedFile(store: LabStore, name = "mine.json"): File {
  const result = resultOf(store.getState(), addressOf(store));
  return new File([writeResult(result!)], name);
}

describe("there is nothing to export", () => {
  test("without a clip, before a mask, and during a search; then there is", async () => {
    expect(whyNoTakeAway((await readyStore({ manifest: [] })).getState())).toMatch(/clip/);
    const store = await readyStore();
    expect(whyNoTakeAway(store.getState())).toMatch(/mask/);
    expect(resultOf(store.getState(), null)).toBeNull();
    expect(figureFactsOf(store.getState(), "freeze", null)).toBeNull();
    const search = store.getState().actions.findMask();
    expect(whyNoTakeAway(store.getState())).toMatch(/search/);
    await search;
    expect(whyNoTakeAway(store.getState())).toBeNull();
  });
});

describe("a result", () => {
  test("holds what the search found, on which clip, with which model and settings", async () => {
    const store = await searchedStore();
    const result = resultOf(store.getState(), addressOf(store));
    expect(result).toMatchObject({
      clip: { name: "Disc moving up", label: FAKE_CLASSES[0], eventFrames: [5, 9], durationS: 2 },
      explanations: [
        {
          modelId: "i3d",
          modelName: "I3D",
          target: { index: 0, name: FAKE_CLASSES[0] },
          preset: "default",
          origin: "learnt",
          mask: FAKE_MASK,
          scores: fakeScores(FAKE_MASK),
          steps: 60,
          stopped: "settled",
          backend: "wasm",
        },
      ],
    });
    const [explanation] = result!.explanations;
    expect(explanation?.predictions.map(({ index }) => index)).toEqual([0, 1, 4, 5, 2]);
    expect(explanation?.history).toHaveLength(60);
    expect(explanation?.history?.[0]).not.toHaveProperty("mask");
    // The written file can be read, and its link holds the same.
    expect(readResult(writeResult(result!), "x")).toEqual(result);
    expect(fragmentOf(result!, "x")).toMatch(/^#v6\./);
  });

  test("of two models holds both, as does its figure", async () => {
    const store = await searchedStore(true);
    const result = resultOf(store.getState(), addressOf(store))!;
    expect(result.explanations.map(({ modelName }) => modelName)).toEqual(["I3D", "C-LSTM"]);
    expect(fragmentOf(result, "x")).toMatch(/^#v6\./);
    const facts = figureFactsOf(store.getState(), "reverse", null)!;
    expect(facts.rows.map(({ modelName, className }) => [modelName, className])).toEqual([
      ["I3D", FAKE_CLASSES[0]],
      ["C-LSTM", FAKE_CLASSES[0]],
    ]);
    expect([facts.shows, facts.event, namedAfter(facts).modelNames]).toEqual([
      "reverse",
      [5, 9],
      ["I3D", "C-LSTM"],
    ]);
  });

  test("a preset chosen after the search is not recorded for its mask", async () => {
    const store = await searchedStore();
    store.getState().actions.choosePreset("paper");
    expect(resultOf(store.getState(), null)?.explanations[0]?.preset).toBe("default");
    expect(figureFactsOf(store.getState(), "freeze", null)?.rows[0]?.preset).toBe("default");
  });

  test("an edited mask is called edited, and the figure names no preset for it", async () => {
    const store = await searchedStore();
    store.getState().actions.toggleFrame(12);
    const [explanation] = resultOf(store.getState(), null)!.explanations;
    expect(explanation).toMatchObject({ origin: "edited", preset: "default" });
    expect(explanation?.mask[12]).toBe(1);
    expect(figureFactsOf(store.getState(), "freeze", null)?.rows[0]?.preset).toBeNull();
  });

  test("a mask painted from scratch is called made by hand", async () => {
    const store = await readyStore();
    store.getState().actions.toggleFrame(3);
    expect(whyNoTakeAway(store.getState())).toMatch(/scores/);
    await expect.poll(() => whyNoTakeAway(store.getState())).toBeNull();
    expect(resultOf(store.getState(), null)?.explanations[0]).toMatchObject({
      origin: "by-hand",
      preset: null,
      steps: null,
      backend: null,
    });
  });

  test("a target other than the predicted class comes with P", async () => {
    const store = await readyStore();
    store.getState().actions.chooseTarget(7);
    await store.getState().actions.findMask();
    expect(figureFactsOf(store.getState(), "freeze", null)?.rows[0]?.companion).toMatchObject({
      kind: "P",
      name: FAKE_CLASSES[0],
    });
  });
});

describe("a saved result that is dropped", () => {
  test.each(["openFiles", "importModel"] as const)("opens, whichever way it comes in: %s", async (way) => {
    const saved = await searchedStore(true);
    const store = await readyStore();
    // Recognised by its content, not its name.
    await store.getState().actions[way]([savedFile(saved, "notes.txt")]);
    const { mask, second, scoring, onPage, problems } = seen(store);
    expect(problems).toEqual([]);
    expect(onPage?.clip.name).toBe("Disc moving up");
    expect(second?.modelId).toBe("convlstm");
    mask?.forEach((m, t) => expect(m).toBeCloseTo(FAKE_MASK[t]!, 4));
    expect(scoring).toMatchObject({ kind: "ready" });
  });

  test("brings its measured faithfulness, says that it was saved, and can be measured again", async () => {
    const saved = await searchedStore(true);
    await saved.getState().actions.measureFaithfulness(SECOND);
    const store = await readyStore();
    const { actions } = store.getState();
    await actions.openFiles([savedFile(saved)]);
    const second = () => measuredFaithfulness(store.getState().lanes[1]!, store.getState().measured);
    expect(measuredFaithfulness(store.getState().lanes[0], store.getState().measured)).toBeNull();
    const before = measuredFaithfulness(saved.getState().lanes[1]!, saved.getState().measured)!;
    expect(second()).toMatchObject({ measured: before.measured, verdict: before.verdict, saved: true });
    await actions.measureFaithfulness(SECOND);
    expect(second()).toMatchObject({ saved: false, beside: { start: { left: true } } });
  });

  test.each([
    { name: "empty.json", text: "", says: /empty\.json.*not JSON/ },
    { name: "foreign.json", text: '{"a": 1}', says: /foreign\.json.*not a result/ },
    {
      name: "old.json",
      text: '{"format": "freezeframe-result", "version": 0}',
      says: /old\.json.*damaged.*version/,
    },
    { name: "new.json", text: '{"format": "freezeframe-result", "version": 3}', says: /later version/ },
    { name: "half.json", text: '{"format": "freezeframe-re', says: /not JSON/ },
  ])("$name leaves the page as it is and says why", async ({ name, text, says }) => {
    const store = await searchedStore();
    const { mask, onPage, scoring } = seen(store);
    await store.getState().actions.openFiles([new File([text], name)]);
    const after = seen(store);
    expect([after.mask, after.onPage, after.scoring]).toEqual([mask, onPage, scoring]);
    expect(after.problems.map(({ message }) => message)).toEqual([expect.stringMatching(says)]);
  });

  test("a result of a model that is not on the page says so", async () => {
    const store = await searchedStore();
    const text = writeResult(resultOf(store.getState(), addressOf(store))!);
    const other = encodeV4({ ...linkV4Of(store.getState())!, modelId: "mine" });
    const file = text
      .replaceAll('"i3d"', '"mine"')
      .replace(/"https:[^"]*"/, `"https://lab.example/${other}"`);
    await store.getState().actions.openFiles([new File([file], "mine.json")]);
    expect(store.getState().problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/“mine”.*Load a model/),
    ]);
  });

  test("a model's files still go to the model's loader, and videos to the decoder", async () => {
    const imported: string[][] = [];
    const store = await readyStore({
      lab: {
        importModel: ({ files }) => {
          imported.push(files.map(({ name }) => name));
          return Promise.reject(new Error("no weights"));
        },
      },
    });
    const { openFiles, importModel } = store.getState().actions;
    await openFiles([new File(['{"architecture": {}}'], "card.json")]);
    await importModel([new File(["{}"], "card.json"), new File(["{}"], "model.json"), new File([], "w.bin")]);
    expect(imported).toEqual([["card.json"], ["card.json", "model.json", "w.bin"]]);
    await openFiles([new File(["\0\0\0\x18ftypmp42"], "mine.mp4")]);
    expect(store.getState().onPage?.clip.name).toBe("mine.mp4");
  });
});
