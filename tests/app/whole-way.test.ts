/** A bundled model on WASM from start to end: upload, predict, search, play, share, and open the link elsewhere. */
import type { Page } from "playwright";
import { afterAll, expect, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
  findMask,
  openClassList,
  partsOf,
  permalinkOf,
  pressedFrames,
  shownScores,
  visit,
  waitForBackend,
  waitForPredictions,
} from "../support/app-page.ts";
import { clipFixture } from "../support/clip-fixtures.ts";
import { collectLongTasks, longTasks } from "../support/long-tasks.ts";
import { pictureOf } from "../support/pictures.ts";
import { TINY_CARD, tinyModelFiles } from "../support/tiny-model.ts";

afterAll(closeBrowser);

/** Returns the page's note on a link's scores, once it has recomputed them. */
async function verdictOn(page: Page): Promise<string> {
  const note = page.getByRole("status").filter({ hasText: "Recomputed" });
  await note.waitFor();
  return note.innerText();
}

test("an uploaded clip is explained, played, and shared in a link that another browser opens", async ({
  annotate,
}) => {
  const { page, watch } = await visit({ backend: "wasm", threads: null, before: collectLongTasks });
  const parts = partsOf(page);

  // Backend and bundled clips.
  await waitForBackend(page, "WASM");
  await waitForPredictions(page);
  expect(await parts.clips.getByRole("listitem").count()).toBeGreaterThan(0);

  // Upload; predictions arrive; a class other than the first can be picked.
  await parts.upload.setInputFiles(clipFixture("h264.mp4"));
  await page.getByText("h264.mp4").first().waitFor();
  await waitForPredictions(page);
  const options = await openClassList(page);
  expect(await options.count()).toBeGreaterThanOrEqual(5);
  await options.nth(1).click();

  // Search, with settings that take all their steps: the progress moves, then the scores appear.
  await page.getByRole("radio", { name: "Paper" }).check();
  await longTasks(page);
  await parts.findMask.click();
  await expect
    .poll(async () => Number(await parts.progress.getAttribute("aria-valuenow")), { timeout: 60_000 })
    .toBeGreaterThan(1);
  await parts.findMask.waitFor({ timeout: 240_000 });
  await annotate(
    `main-thread tasks over 50 ms during the search, in ms: ${JSON.stringify(await longTasks(page))}`,
  );
  expect(await alertsOf(page)).toEqual([]);
  const scores = await shownScores(page);
  for (const score of scores) expect(score).toMatch(/\d/);
  const pressed = await pressedFrames(page);
  expect(pressed).toHaveLength(16);

  // Both players show the current frame; the first is never perturbed, so there they are equal.
  await parts.frame.focus();
  await page.keyboard.press("Home");
  const first = await pictureOf(parts.original);
  expect(await pictureOf(parts.masked)).toBe(first);
  await page.keyboard.press("ArrowRight");
  expect(await parts.frame.inputValue()).toBe("2");
  expect(await pictureOf(parts.original)).not.toBe(first);

  // The link on the clipboard is the one in the address bar, and short enough to send.
  const fragment = await permalinkOf(page);
  expect(fragment.length).toBeLessThan(16_000);

  // Another browser opens it: same mask and scores, and a note on whether they agree with its own.
  const other = await visit({ backend: "wasm", fragment });
  await expect.poll(() => pressedFrames(other.page)).toEqual(pressed);
  await annotate(await verdictOn(other.page));
  expect(await pressedFrames(other.page)).toEqual(pressed);
  expect(await shownScores(other.page)).toEqual(scores);
  expect(await alertsOf(other.page)).toEqual([]);

  // Nothing left the machine, and nothing broke.
  expect([...watch.foreign, ...other.watch.foreign]).toEqual([]);
  expect([...watch.errors, ...other.watch.errors]).toEqual([]);
});

test("a link to a bundled clip shows the same mask and scores elsewhere, and they agree", async () => {
  // What a link holds does not depend on the model's size; compare.test.ts sends one of the real models.
  const firstModel = await tinyModelFiles({ ...TINY_CARD, id: "i3d" });
  const { page } = await visit({ backend: "wasm", firstModel });
  await waitForPredictions(page);
  await findMask(page);
  const scores = await shownScores(page);
  const pressed = await pressedFrames(page);
  const fragment = await permalinkOf(page);

  const other = await visit({ backend: "wasm", fragment, firstModel });
  expect(await verdictOn(other.page)).toContain("scores agree");
  expect(await shownScores(other.page)).toEqual(scores);
  expect(await pressedFrames(other.page)).toEqual(pressed);
  expect(await permalinkOf(other.page)).toBe(fragment);
});

test("Cancel answers at once, and the next search starts from the beginning", async () => {
  const { page, watch } = await visit({ backend: "wasm" });
  const parts = partsOf(page);
  const cancelEarly = async () => {
    await parts.findMask.click();
    await expect
      .poll(async () => Number(await parts.progress.getAttribute("aria-valuenow")), { timeout: 60_000 })
      .toBeGreaterThan(1);
    await parts.cancel.click();
    await parts.progress.waitFor({ state: "detached" });
  };
  await waitForPredictions(page);
  await page.getByRole("radio", { name: "Paper" }).check();
  await cancelEarly();
  expect(await pressedFrames(page)).not.toContain(true);

  // An exact search keeps its best mask, and says how far from the best of all it may be.
  await page.getByRole("radio", { name: "Exact" }).check();
  await cancelEarly();
  await page.getByText(/Best of \d+ masks/).waitFor();
  for (const score of await shownScores(page)) expect(score).toMatch(/\d/);
  await page.getByRole("radio", { name: "Default" }).check();
  await findMask(page);
  expect(await alertsOf(page)).toEqual([]);
  expect(watch.errors).toEqual([]);
});
