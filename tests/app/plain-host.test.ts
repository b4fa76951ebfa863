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

afterAll(closeBrowser);

test("the page runs there, on one thread however many cores there are", async () => {
  const { page, watch } = await visit({ at: await servePlainly("dist"), backend: "wasm", logicalCores: 8 });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false); // control
  await waitForBackend(page, "WASM");
  expect(await partsOf(page).backend.innerText()).toContain("1 thread");
  await waitForPredictions(page);
  expect(await alertsOf(page)).toEqual([]);
  expect(watch).toEqual({ foreign: [], errors: [] });
});
