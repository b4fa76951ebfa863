/** One run on emulated WebGPU, with a tiny model in place of the bundled one. */
import { afterAll, expect, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
  findMask,
  partsOf,
  pressedFrames,
  shownScores,
  visit,
  type Visitor,
  waitForBackend,
  waitForPredictions,
} from "../support/app-page.ts";
import { clipFixture } from "../support/clip-fixtures.ts";
import { TINIEST_CARD, tinyModelFiles } from "../support/tiny-model.ts";
import { listedClasses } from "../support/tiny-visit.ts";

afterAll(closeBrowser);

const NAMES = { wasm: "WASM", webgpu: "WebGPU" } as const;

async function visitWithTinyModel(backend: keyof typeof NAMES): Promise<Visitor> {
  const firstModel = await tinyModelFiles({ ...TINIEST_CARD, id: "i3d", name: "I3D" });
  const visitor = await visit({ backend, firstModel });
  const { page } = visitor;
  await waitForBackend(page, NAMES[backend]);
  await waitForPredictions(page);
  await partsOf(page).upload.setInputFiles(clipFixture("vp9.webm"));
  await page.getByText("vp9.webm").first().waitFor();
  await waitForPredictions(page);
  return visitor;
}

test("a clip is explained on WebGPU, with the same predictions as on WASM", async () => {
  const onWasm = await visitWithTinyModel("wasm");
  const { page, watch } = await visitWithTinyModel("webgpu");
  const classes = await listedClasses(page);
  expect(classes).toHaveLength(TINIEST_CARD.classes.length);
  expect(classes).toEqual(await listedClasses(onWasm.page));

  await findMask(page);
  expect(await pressedFrames(page)).toHaveLength(TINIEST_CARD.input.frames);
  for (const score of await shownScores(page)) expect(score).toMatch(/\d/);
  expect(await alertsOf(page)).toEqual([]);
  expect(watch).toEqual({ foreign: [], errors: [] });
});
