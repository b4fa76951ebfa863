/** Finished searches are saved in the browser, and an interrupted search is offered again. */
import { afterAll, expect, test } from "vitest";
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
import type { Page } from "playwright";
import { clipFixture } from "../support/clip-fixtures.ts";
import { TINIEST_CARD, tinyModelFiles } from "../support/tiny-model.ts";

afterAll(closeBrowser);

const dialog = (page: Page) => page.getByRole("dialog", { name: "History" });
const entries = (page: Page) =>
  dialog(page).getByRole("list", { name: "Finished searches" }).getByRole("listitem");
const openHistory = (page: Page) => page.getByRole("button", { name: "History" }).click();

/** A tiny model in place of the first one, so that a search takes a moment and a reload restores it. */
async function visitWithTinyModel() {
  const card = { ...TINIEST_CARD, id: "i3d" };
  const visitor = await visit({ backend: "wasm", firstModel: await tinyModelFiles(card) });
  await waitForPredictions(visitor.page);
  return visitor;
}

test("a search on an uploaded clip is there after a reload, opens with its own frames, and can be deleted", async () => {
  const { page, watch } = await visitWithTinyModel();
  const parts = partsOf(page);
  await parts.upload.setInputFiles(clipFixture("vp9.webm"));
  await page.getByText("vp9.webm").first().waitFor();
  await waitForPredictions(page);
  await findMask(page);
  const scores = await shownScores(page);
  const pressed = await pressedFrames(page);
  await permalinkOf(page);

  await page.goto(page.url().replace(/#.*/, ""));
  await page.reload();
  await waitForPredictions(page);
  await openHistory(page);
  await expect.poll(() => entries(page).count()).toBe(1);
  const entry = entries(page).first();
  expect(await entry.innerText()).toContain("vp9.webm");
  expect(await entry.innerText()).toContain(`OS ${scores[0]} → FS ${scores[1]}`);
  expect(await entry.innerText()).not.toContain("small copy");
  expect(await entry.locator("img").evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(160);
  await entry.getByRole("button", { name: /^Open / }).click();
  await dialog(page).waitFor({ state: "detached" });
  await page.getByText("vp9.webm").first().waitFor();
  await waitForPredictions(page);
  await expect.poll(() => pressedFrames(page)).toEqual(pressed);
  expect(await shownScores(page)).toEqual(scores);
  // The frames come from the file itself, so their scores are the same to the last digit shown.
  await page
    .getByText(/scores agree/)
    .first()
    .waitFor();

  await openHistory(page);
  await entry.getByRole("button", { name: /^Delete / }).click();
  await expect.poll(() => entries(page).count()).toBe(0);
  await dialog(page).getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => entries(page).count()).toBe(1);
  await dialog(page).getByRole("button", { name: "Delete all" }).click();
  await dialog(page).getByRole("button", { name: "Delete all" }).click();
  await expect.poll(() => entries(page).count()).toBe(0);
  await page.reload();
  await waitForPredictions(page);
  await openHistory(page);
  await dialog(page).getByText("No searches yet").waitFor();
  expect(await alertsOf(page)).toEqual([]);
  expect(watch.errors).toEqual([]);
});

test("a search that a reload interrupts is offered again; one that runs in another tab is not", async () => {
  // The real model: its search takes long enough to be interrupted.
  const { page } = await visit({ backend: "wasm" });
  const parts = partsOf(page);
  await waitForPredictions(page);
  // It runs all its steps, so it is still running after the other tab has been checked.
  await page.getByRole("radio", { name: "Paper" }).check();
  await parts.findMask.click();
  await expect
    .poll(async () => Number(await parts.progress.getAttribute("aria-valuenow")), { timeout: 60_000 })
    .toBeGreaterThan(2);

  const other = await page.context().newPage();
  await other.goto(page.url());
  await waitForPredictions(other);
  await other.waitForTimeout(2500);
  expect(await other.getByText("A search was interrupted").count()).toBe(0);
  await other.close();

  await page.reload();
  const offer = page.getByText(/A search was interrupted at step \d+ of 300/);
  await offer.waitFor();
  await waitForPredictions(page);
  await page.getByRole("button", { name: "Search again" }).click();
  await parts.progress.waitFor();
  expect(await offer.count()).toBe(0);
  await parts.cancel.click();
  await page.reload();
  await waitForPredictions(page);
  await page.waitForTimeout(1000);
  expect(await offer.count()).toBe(0);
});

test("if the browser refuses storage, the page works, and the history says why it is empty", async () => {
  const { page, watch } = await visit({
    firstModel: await tinyModelFiles({ ...TINIEST_CARD, id: "i3d" }),
    before: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException(
          "A mutation operation was attempted on a database that did not allow mutations.",
          "InvalidStateError",
        );
      };
    },
  });
  await waitForPredictions(page);
  expect(await alertsOf(page)).toEqual([]);
  await findMask(page);
  // Reported once, when it first matters.
  await expect
    .poll(() => alertsOf(page))
    .toEqual([expect.stringContaining("does not let this page save data")]);
  await page.getByRole("button", { name: "Dismiss", exact: true }).click();
  await findMask(page);
  expect(await alertsOf(page)).toEqual([]);
  for (const score of await shownScores(page)) expect(score).toMatch(/\d/);
  await openHistory(page);
  await dialog(page).getByText("No history here").waitFor();
  expect(watch.errors).toEqual([]);
});
