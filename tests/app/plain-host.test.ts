/** The built page on any static host, under any path, without cross-origin isolation. */
import { afterAll, expect, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
  partsOf,
  visit,
  waitForBackend,
  waitForPredictions,
} from "../support/app-page.ts";
import { servePlainly } from "../support/plain-host.ts";
import { TINIEST_CARD, tinyModelFiles } from "../support/tiny-model.ts";

const FIRST_CARD = { ...TINIEST_CARD, id: "i3d", name: "I3D" };

afterAll(closeBrowser);

test("if a content policy forbids WASM, the page says so and runs without it", async () => {
  // Everything the page needs, except 'wasm-unsafe-eval'.
  const policy =
    "default-src 'self' blob: data: 'unsafe-inline'; script-src 'self' 'unsafe-inline'; worker-src 'self' blob:";
  const at = await servePlainly("dist", { "Content-Security-Policy": policy });
  const { page } = await visit({ at, backend: "wasm", firstModel: await tinyModelFiles(FIRST_CARD) });
  const { backend } = partsOf(page);
  await expect.poll(() => backend.innerText(), { timeout: 60_000 }).toMatch(/^CPU.*WASM did not start/s);
  await waitForPredictions(page);
  expect(await alertsOf(page)).toEqual([]);
});

test("the page runs there on one thread, however many cores there are", async () => {
  const at = await servePlainly("dist");
  const { page, watch } = await visit({ at, backend: "wasm", threads: null, logicalCores: 8 });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false); // control
  await waitForBackend(page, "WASM");
  expect(await partsOf(page).backend.innerText()).toContain("1 thread");
  await waitForPredictions(page);
  expect(await alertsOf(page)).toEqual([]);
  expect(watch).toEqual({ foreign: [], errors: [] });
});
