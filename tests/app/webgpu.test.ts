/** Once on WebGPU, emulated: a model of the visitor's own, loaded from files, explains a clip. */
import { afterAll, expect, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
  partsOf,
  pressedFrames,
  shownScores,
  visit,
  waitForBackend,
} from "../support/app-page.ts";
import { TINY_CARD } from "../support/tiny-model.ts";
import { bringTinyModel, listedClasses } from "../support/tiny-visit.ts";

afterAll(closeBrowser);

test("a model loaded from files explains an uploaded clip on WebGPU", async () => {
  const { page, watch } = await visit({ backend: "webgpu" });
  const parts = partsOf(page);
  await waitForBackend(page, "WebGPU");
  await bringTinyModel(page);

  await parts.findMask.click();
  await parts.progress.waitFor();
  await parts.findMask.waitFor({ timeout: 240_000 });
  expect(await pressedFrames(page)).toHaveLength(TINY_CARD.input.frames);
  for (const score of await shownScores(page)) expect(score).toMatch(/\d/);
  expect(await alertsOf(page)).toEqual([]);
  expect(watch).toEqual({ foreign: [], errors: [] });
});

test("WebGPU and WASM give the same predictions", async () => {
  const predictions: string[][] = [];
  for (const [backend, name] of [
    ["wasm", "WASM"],
    ["webgpu", "WebGPU"],
  ] as const) {
    const { page } = await visit({ backend });
    await waitForBackend(page, name);
    await bringTinyModel(page);
    predictions.push(await listedClasses(page));
  }
  expect(predictions[0]).toHaveLength(TINY_CARD.classes.length);
  expect(predictions[1]).toEqual(predictions[0]);
});
