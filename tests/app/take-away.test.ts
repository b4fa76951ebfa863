/** Files from the built page: its worker makes figures, and a saved result opens on another machine. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, expect, test } from "vitest";
import { decode } from "modern-gif";
import {
  alertsOf,
  closeBrowser,
  partsOf,
  pressedFrames,
  visit,
  waitForPredictions,
} from "../support/app-page.ts";

afterAll(closeBrowser);

/** Presses an item of the open dialog and returns the downloaded file. */
async function save(page: Page, item: string): Promise<{ readonly name: string; readonly path: string }> {
  const coming = page.waitForEvent("download");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: item })
    .and(page.locator('[aria-disabled="false"]'))
    .click();
  const download = await coming;
  return { name: download.suggestedFilename(), path: await download.path() };
}

test("a painted mask is exported as GIF and JSON, and the JSON opens on another machine", async () => {
  const { page, watch } = await visit();
  await waitForPredictions(page);
  const takeAway = page.getByRole("button", { name: "Export" });
  expect(await takeAway.isDisabled()).toBe(true); // control: there is no mask yet
  for (const frame of ["Frame 6", "Frame 7"]) {
    await partsOf(page).mask.getByRole("button", { name: frame, exact: true }).click();
  }
  const pressed = await pressedFrames(page);
  await expect.poll(() => takeAway.isEnabled(), { timeout: 60_000 }).toBe(true);
  await takeAway.click();

  const gif = await save(page, "Figure (GIF)");
  expect(gif.name).toMatch(/^freezeframe_.*_i3d_.*\.gif$/);
  const { width, frames, looped } = decode(new Uint8Array(await readFile(gif.path)));
  expect([width, frames.length, looped]).toEqual([960, 16, true]);
  const json = await save(page, "Result (JSON)");
  const { link } = JSON.parse(await readFile(json.path, "utf8")) as { link: string };
  expect(link).toMatch(/#v1\./);

  const other = await visit();
  await waitForPredictions(other.page);
  expect(await pressedFrames(other.page)).not.toEqual(pressed); // control
  await partsOf(other.page).upload.setInputFiles({
    name: "from-a-colleague.json",
    mimeType: "application/json",
    buffer: await readFile(json.path),
  });
  await expect.poll(() => pressedFrames(other.page)).toEqual(pressed);
  await other.page.getByText(/Recomputed on this machine, the scores agree/).waitFor();
  expect(await alertsOf(other.page)).toEqual([]);
  for (const { foreign, errors } of [watch, other.watch]) expect([foreign, errors]).toEqual([[], []]);
});
