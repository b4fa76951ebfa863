/** Both bundled models on one clip: one press searches both, and one link carries both. */
import { afterAll, expect, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
  findMask,
  permalinkOf,
  pressedFrames,
  shownScores,
  visit,
  waitForPredictions,
} from "../support/app-page.ts";

afterAll(closeBrowser);

test("I3D and C-LSTM are searched by one press, compared, and shared in one link", async () => {
  const { page, watch } = await visit({ backend: "wasm" });
  await waitForPredictions(page);
  await page.getByLabel("Compare with", { exact: true }).selectOption("convlstm");
  const second = page.getByRole("region", { name: "Scores, C-LSTM" });
  const score = (name: string) => second.getByRole("status", { name: `${name}, C-LSTM`, exact: true });
  await score("OS").filter({ hasText: /\d/ }).waitFor();
  await page.getByRole("button", { name: "Grad-CAM", exact: true }).click();
  await findMask(page);

  await score("FS").filter({ hasText: /\d/ }).waitFor();
  const overlap = await page.getByRole("status", { name: "Mask overlap" }).innerText();
  expect(Number(overlap)).toBeGreaterThanOrEqual(0);
  await page.getByRole("figure", { name: "Grad-CAM, C-LSTM" }).waitFor();
  await page.getByText("Computing Grad-CAM").first().waitFor({ state: "detached" });
  const pressed = await pressedFrames(page);
  const [scores, freezeScore] = [await shownScores(page), await score("FS").innerText()];
  const fragment = await permalinkOf(page);
  expect(fragment).toMatch(/^#v6\./);

  const other = await visit({ backend: "wasm", fragment });
  const theirs = other.page.getByRole("region", { name: "Scores, C-LSTM" });
  await expect.poll(() => theirs.getByRole("status", { name: /^FS/ }).innerText()).toBe(freezeScore);
  expect(await pressedFrames(other.page)).toEqual(pressed);
  await other.page.getByText("the scores agree").nth(1).waitFor();
  expect(await shownScores(other.page)).toEqual(scores);
  expect([...(await alertsOf(page)), ...(await alertsOf(other.page))]).toEqual([]);
  expect([...watch.errors, ...other.watch.errors]).toEqual([]);
});

test("a painted frame is scored, and the rest of the page stays as it is", async () => {
  const { page } = await visit({ backend: "wasm" });
  await waitForPredictions(page);
  const before = await shownScores(page);
  expect(before.slice(1)).toEqual(["–", "–"]);
  const cells = page.getByRole("group", { name: "Temporal mask" });
  for (const frame of [6, 7, 8])
    await cells.getByRole("button", { name: `Frame ${frame}`, exact: true }).click();
  await page.locator('section[aria-label="Scores"][aria-busy="false"]').waitFor();
  await expect
    .poll(() => shownScores(page))
    .toEqual([before[0], expect.stringMatching(/\d/), expect.stringMatching(/\d/)]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect
    .poll(() => pressedFrames(page))
    .toEqual(Array.from({ length: 16 }, (_, t) => t === 5 || t === 6));
});
