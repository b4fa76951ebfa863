/** Once on WebGPU, emulated: a model of the visitor's own, loaded from files, explains a clip. */
import { afterAll, expect, test } from "vitest";
import { clipFixture } from "../support/clip-fixtures.ts";
import {
  alertsOf,
  closeBrowser,
  partsOf,
  pressedFrames,
  shownScores,
  visit,
  waitForBackend,
  waitForPredictions,
} from "../support/app-page.ts";
import { TINY_CARD, tinyModelFiles } from "../support/tiny-model.ts";

afterAll(closeBrowser);

test("a model loaded from files explains an uploaded clip on WebGPU", async () => {
  const { page, watch } = await visit({ backend: "webgpu" });
  const parts = partsOf(page);
  await waitForBackend(page, "WebGPU");
  await parts.loadModel.setInputFiles(await tinyModelFiles());
  await parts.model
    .getByRole("option", { name: TINY_CARD.name, selected: true })
    .waitFor({ state: "attached" });
  await parts.upload.setInputFiles(clipFixture("vp9.webm"));
  await page.getByText("vp9.webm").first().waitFor();
  await waitForPredictions(page);

  await parts.targetClass.click();
  expect(await page.getByRole("option").count()).toBe(TINY_CARD.classes.length);
  await page.keyboard.press("Escape");

  await parts.findMask.click();
  await parts.progress.waitFor();
  await parts.findMask.waitFor({ timeout: 240_000 });
  expect(await pressedFrames(page)).toHaveLength(TINY_CARD.input.frames);
  for (const score of await shownScores(page)) expect(score).toMatch(/\d/);
  expect(await alertsOf(page)).toEqual([]);
  expect(watch).toEqual({ foreign: [], errors: [] });
});

test("WebGPU and WASM give the same predictions", async () => {
  const files = await tinyModelFiles();
  const predictions: string[][] = [];
  for (const [backend, name] of [
    ["wasm", "WASM"],
    ["webgpu", "WebGPU"],
  ] as const) {
    const { page } = await visit({ backend });
    await waitForBackend(page, name);
    const parts = partsOf(page);
    await parts.loadModel.setInputFiles(files);
    await parts.model
      .getByRole("option", { name: TINY_CARD.name, selected: true })
      .waitFor({ state: "attached" });
    await parts.upload.setInputFiles(clipFixture("vp9.webm"));
    await page.getByText("vp9.webm").first().waitFor();
    await waitForPredictions(page);
    await parts.targetClass.click();
    predictions.push(await page.getByRole("option").allInnerTexts());
  }
  expect(predictions[0]).toHaveLength(TINY_CARD.classes.length);
  expect(predictions[1]).toEqual(predictions[0]);
});
