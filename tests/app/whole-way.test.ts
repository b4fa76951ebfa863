/** The whole way with a bundled model on WASM: upload, predict, search, play, share, and open the link elsewhere. */
import { afterAll, describe, expect, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
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

afterAll(closeBrowser);

describe("a visitor who uploads a clip", () => {
  test("finds its mask, plays both clips, and shares a link that another browser opens", async ({
    annotate,
  }) => {
    const { page, watch } = await visit({ backend: "wasm", before: collectLongTasks });
    const parts = partsOf(page);

    // Backend and bundled clips.
    await waitForBackend(page, "WASM");
    expect(await parts.clips.getByRole("listitem").count()).toBeGreaterThan(0);

    // Upload; predictions arrive, the first of them chosen.
    await waitForPredictions(page);
    await parts.upload.setInputFiles(clipFixture("h264.mp4"));
    await page.getByText("h264.mp4").first().waitFor();
    await waitForPredictions(page);
    await parts.targetClass.click();
    const options = page.getByRole("option");
    expect(await options.count()).toBeGreaterThanOrEqual(5);
    const second = options.nth(1);
    await second.click();

    // Search: progress moves, the mask changes under way, scores come.
    await parts.findMask.click();
    await parts.progress.waitFor();
    await expect
      .poll(() => parts.progress.getAttribute("aria-valuenow").then(Number), { timeout: 60_000 })
      .toBeGreaterThan(1);
    await parts.findMask.waitFor({ timeout: 240_000 });
    expect(await alertsOf(page)).toEqual([]);
    const scores = await shownScores(page);
    for (const score of scores)
      expect(Number.parseFloat(score)).toSatisfy((value: number) => value >= 0 && value <= 100);
    const pressed = await pressedFrames(page);
    expect(pressed).toHaveLength(16);
    await annotate(`longest main-thread tasks: ${JSON.stringify(await longTasks(page))}`);

    // Both players show the same frame; the first one is never perturbed.
    await parts.frame.focus();
    await page.keyboard.press("Home");
    expect(await pictureOf(parts.masked)).toBe(await pictureOf(parts.original));
    const first = await pictureOf(parts.original);
    await page.keyboard.press("ArrowRight");
    expect(await parts.frame.inputValue()).toBe("2");
    expect(await pictureOf(parts.original)).not.toBe(first);

    // The link on the clipboard is the one in the address bar.
    await parts.copyPermalink.click();
    const fragment = await permalinkOf(page);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(copied).hash).toBe(fragment);
    expect(new URL(copied).hash.length).toBeLessThan(16_000);

    // Somebody else opens it: the same mask and scores at once, computed again in the background.
    const other = await visit({ backend: "wasm", fragment });
    await expect.poll(() => pressedFrames(other.page)).toEqual(pressed);
    await other.page
      .getByText(/agree|Computed again/)
      .first()
      .waitFor();
    await annotate(
      `what the link's visitor is told: ${await other.page.getByRole("status", { name: "Link" }).innerText()}`,
    );
    expect(await alertsOf(other.page)).toEqual([]);
    expect(await pressedFrames(other.page)).toEqual(pressed);

    // Nothing left the machine, and nothing broke.
    expect([...watch.foreign, ...other.watch.foreign]).toEqual([]);
    expect([...watch.errors, ...other.watch.errors]).toEqual([]);
  });
});
