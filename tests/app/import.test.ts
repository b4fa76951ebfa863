/** Custom models in the built page: PyTorch checkpoints give PyTorch's scores, are saved, and are named by links. */
import type { Page } from "playwright";
import { afterAll, describe, expect, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
  findMask,
  partsOf,
  permalinkOf,
  pressedFrames,
  shownScores,
  visit,
  waitForPredictions,
} from "../support/app-page.ts";
import { checkpointFixture } from "../support/checkpoint-files.ts";
import {
  EXPECTED,
  fillImport,
  importCheckpoint,
  importedFixture,
  openFrames,
  type ExpectedAnswers,
  type FormAnswers,
} from "../support/imported-models.ts";
import { listedClasses } from "../support/tiny-visit.ts";

afterAll(closeBrowser);

const I3D: FormAnswers = { name: "Our I3D", range: "−1 to 1", size: 32 };
const CLSTM: FormAnswers = { name: "Our C-LSTM", range: "0 to 1", size: 32, stride: 2 };
/** Largest difference from PyTorch that is allowed. */
const TOLERANCE = 1e-3;
const WAIT = { timeout: 60_000 };

const scoreOf = async (page: Page, name: "OS" | "FS") =>
  Number(/[\d.]+/.exec(await partsOf(page).score(name).innerText())?.[0]);

/** Turns on the golden file's frames, and waits until the freeze score of that mask is PyTorch's. */
async function paintMask(page: Page, { fs }: ExpectedAnswers): Promise<void> {
  const toggles = await partsOf(page).mask.getByRole("button").all();
  for (const [t, on] of EXPECTED.mask.entries()) if (on) await toggles[t]!.click();
  // Until then the page shows the scores of the masks in between.
  await expect.poll(async () => Math.abs((await scoreOf(page, "FS")) - fs), WAIT).toBeLessThan(TOLERANCE);
}

// Each network in one of PyTorch's formats; the tests in Node read each in both.
describe.each([
  { file: "i3d.pt", answers: I3D, expected: EXPECTED.i3d },
  { file: "clstm-legacy.pth.tar", answers: CLSTM, expected: EXPECTED.clstm },
])("$file, dropped on the page", ({ file, answers, expected }) => {
  test("gives PyTorch's top five, OS and FS, and a search runs on it", async () => {
    const { page, watch } = await visit();
    await waitForPredictions(page);
    await importCheckpoint(page, file, answers);
    await openFrames(page);
    await waitForPredictions(page);

    const ranked = EXPECTED.names
      .map((name, n) => ({ name, probability: expected.probabilities[n]! }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, 5);
    const listed = (await listedClasses(page)).slice(0, 5).map((text) => text.split("\n"));
    expect(listed.map(([name]) => name)).toEqual(ranked.map(({ name }) => name));
    for (const [n, [, score]] of listed.entries()) {
      expect(Math.abs(Number(score) - ranked[n]!.probability)).toBeLessThan(TOLERANCE);
    }

    await paintMask(page, expected);
    expect(Math.abs((await scoreOf(page, "OS")) - expected.os)).toBeLessThan(TOLERANCE);

    await findMask(page);
    expect(await pressedFrames(page)).toHaveLength(16);
    expect(await alertsOf(page)).toEqual([]);
    expect(watch).toEqual({ foreign: [], errors: [] });
  });
});

test("a Keras file is read by the HDF5 library that ships with the page", async () => {
  const { page, watch } = await visit();
  await waitForPredictions(page);
  await partsOf(page).loadModel.setInputFiles(checkpointFixture("keras/keras3.weights.h5"));
  const dialog = page.getByRole("dialog", { name: "Load your model" });
  await dialog.getByText("keras3.weights.h5, Keras 3").waitFor();
  expect(await dialog.innerText()).toMatch(/C-LSTM.*\n.*\n4 classes/);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(watch).toEqual({ foreign: [], errors: [] });
});

test("an imported model is there at the next visit, and a link names it where it is missing", async () => {
  const { page } = await visit();
  await waitForPredictions(page);
  await importCheckpoint(page, "i3d.pt", I3D);
  await openFrames(page);
  await waitForPredictions(page);
  await paintMask(page, EXPECTED.i3d);
  const scores = await shownScores(page);
  const fragment = await permalinkOf(page);
  expect(fragment).toMatch(/^#v3\./);

  // The same browser, later: the model is in the list, and is read from the saved file.
  await page.goto(new URL("?backend=wasm", page.url()).href);
  await waitForPredictions(page);
  const { model } = partsOf(page);
  await model.selectOption("Our I3D (yours)");
  await model.getByRole("option", { name: "Our I3D (yours)", selected: true }).waitFor({ state: "attached" });
  await waitForPredictions(page);

  // Another browser: mask and scores as recorded, and the name of the file to drop.
  const other = await visit({ fragment });
  await other.page.getByText("i3d.pt", { exact: true }).waitFor();
  expect(await shownScores(other.page)).toEqual(scores);
  expect((await pressedFrames(other.page)).map(Number)).toEqual(EXPECTED.mask);
  expect(await partsOf(other.page).findMask.isDisabled()).toBe(true);

  // With the file, its settings are filled in and the scores recomputed.
  await partsOf(other.page).loadModel.setInputFiles(importedFixture("i3d-legacy.pt"));
  await fillImport(other.page, { ...I3D, name: "Theirs" });
  await other.page.getByRole("status").filter({ hasText: "Recomputed" }).waitFor();
  expect(await alertsOf(other.page)).toEqual([]);
  expect(await shownScores(other.page)).toEqual(scores);
});

test("a removed model is gone at the next visit", async () => {
  const { page } = await visit();
  await waitForPredictions(page);
  await importCheckpoint(page, "clstm.pth.tar", CLSTM);
  await page.getByText(/^Your models: 1/).click();
  await page.getByRole("button", { name: "Remove Our C-LSTM" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("until the page is closed").waitFor();
  await page.goto(new URL("?backend=wasm", page.url()).href);
  await waitForPredictions(page);
  expect(await partsOf(page).model.getByRole("option").allInnerTexts()).toEqual(["I3D", "C-LSTM"]);
});
