/** Spatiotemporal masks, other operators and faithfulness, on the built page with real networks. */
import { afterAll, expect, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
  findMask,
  partsOf,
  permalinkOf,
  shownScores,
  visit,
  waitForPredictions,
} from "../support/app-page.ts";
import { TINIEST_CARD } from "../support/tiny-model.ts";
import { bringTinyModel } from "../support/tiny-visit.ts";

afterAll(closeBrowser);

const SEARCH_MS = 5 * 60_000;

test("a spatiotemporal mask of the bundled C-LSTM travels in a link, and its scores agree there", async () => {
  const { page, watch } = await visit({ backend: "wasm" });
  await waitForPredictions(page);
  await partsOf(page).model.selectOption("convlstm");
  await waitForPredictions(page);
  await page.getByRole("radio", { name: "Space and time" }).check({ force: true });
  await findMask(page);
  const [os, fs] = await shownScores(page);
  expect(Number(fs)).toBeLessThan(Number(os) / 2);
  await page.getByRole("figure", { name: "Mask overlay" }).waitFor();
  const fragment = await permalinkOf(page);
  expect(fragment).toMatch(/^#v6\./);
  expect(fragment.length).toBeLessThan(1000);

  const other = await visit({ backend: "wasm", fragment });
  await other.page.getByText("the scores agree").waitFor({ timeout: SEARCH_MS });
  expect(await shownScores(other.page)).toEqual(await shownScores(page));
  await other.page.getByRole("group", { name: "Space-time slices" }).waitFor();
  expect(await alertsOf(other.page)).toEqual([]);
  expect([...watch.errors, ...other.watch.errors]).toEqual([]);
});

test("a fading search shows the score that it lowered", async () => {
  const { page, watch } = await visit({ backend: "wasm" });
  await bringTinyModel(page);
  await page.getByRole("radio", { name: "Fade" }).check({ force: true });
  await findMask(page);
  const own = await page.getByRole("status", { name: "Faded score" }).innerText();
  expect(Number(own)).toBeLessThan(Number((await shownScores(page))[0]));
  expect(watch.errors).toEqual([]);
});

test("faithfulness is measured by one press, stopped by another, and found again in the history", async () => {
  const { page, watch } = await visit({ backend: "wasm" });
  await bringTinyModel(page, TINIEST_CARD);
  await findMask(page);
  const panel = page.getByRole("region", { name: "Faithfulness", exact: true });
  const check = panel.getByRole("button", { name: "Check faithfulness" });
  await check.click();
  await panel.getByRole("progressbar", { name: "Faithfulness" }).waitFor();
  await panel.getByRole("button", { name: "Stop checking" }).click();
  await expect.poll(() => check.isEnabled()).toBe(true);
  await check.click();
  await panel.getByRole("region", { name: "Shuffled weights" }).waitFor({ timeout: SEARCH_MS });
  // The tiny network has learnt nothing, so the verdict can be any; only its completeness is checked.
  expect(await panel.getByRole("row").count()).toBeGreaterThanOrEqual(12);
  expect(await panel.innerText()).not.toMatch(/NaN|undefined|Infinity/);

  const verdict = await panel.getByRole("paragraph").first().innerText();
  await page.reload();
  await check.waitFor(); // control: a link does not hold it
  await page.getByRole("button", { name: "History" }).click();
  const dialog = page.getByRole("dialog", { name: "History" });
  await dialog
    .getByRole("button", { name: /^Open / })
    .first()
    .click();
  await panel.getByText("Measured before this result was saved.").waitFor();
  expect(await panel.getByRole("paragraph").first().innerText()).toBe(verdict);
  expect(await alertsOf(page)).toEqual([]);
  expect(watch.errors).toEqual([]);
});
