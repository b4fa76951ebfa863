/** A study on the built page: paused, resumed after a reload, finished, opened in the lab and exported. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, expect, test } from "vitest";
import { modelHash } from "../../scripts/paper-table/fingerprint.ts";
import { parseRecord } from "../../src/study/record.ts";
import { alertsOf, closeBrowser, partsOf, pressedFrames, shownScores, visit } from "../support/app-page.ts";

afterAll(closeBrowser);

/** Presses a button and returns the text of the downloaded file. */
async function save(page: Page, name: string, file: string): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(file);
  return readFile(await download.path(), "utf8");
}

/** Time for a search with the bundled I3D on WASM, on a busy machine. */
const CLIP = { timeout: 120_000 };

test("two generated clips: paused after one, resumed after a reload, finished; a link opens, the table is saved", async () => {
  const { page, watch } = await visit({ backend: "wasm" });
  await page.getByRole("link", { name: "Study", exact: true }).click();
  await page.getByRole("radio", { name: "Generated" }).check();
  await page.getByLabel("Number of clips").fill("2");
  await page.getByLabel("Second model").selectOption("None");
  await page.getByRole("button", { name: "Start study" }).click();

  const done = page.getByRole("status", { name: "Clips done" });
  await expect.poll(() => done.innerText(), CLIP).toContain("1 of 2 clips done");
  await page.getByRole("button", { name: "Pause" }).click();
  const resume = page.getByRole("button", { name: "Resume study, 1 of 2 done" });
  await resume.waitFor();
  const first = await page.getByRole("row", { name: /seed 5000000/ }).innerText();

  await page.reload();
  await resume.waitFor();
  // It does not resume by itself.
  expect(await page.getByRole("progressbar", { name: "Study" }).getAttribute("aria-valuenow")).toBe("1");
  expect(await page.getByRole("row", { name: /seed 5000000/ }).innerText()).toBe(first);
  await resume.click();
  await page.getByRole("heading", { name: "Finished" }).waitFor(CLIP);
  expect(await done.innerText()).toBe("2 of 2 clips done");

  const [header, ...rows] = (await save(page, "Table (.csv)", "clips.csv")).trim().split("\r\n");
  expect(header).toMatch(/^clip,key,true_class,problem,model_id,/);
  expect(rows.map((row) => row.split(",")[0])).toEqual(["seed 5000000", "seed 5000001"]);

  const [line] = (await save(page, "Records (.jsonl)", "records-1-of-1.jsonl")).split("\n");
  // The same files that the command writes, so that the two can be merged.
  const { plan } = parseRecord(JSON.parse(line!), "line 1");
  expect(plan.models.map(({ hash }) => hash)).toEqual([modelHash("public/models/i3d")]);

  const row = page.getByRole("row", { name: /seed 5000001/ });
  const scores = (await row.getByRole("cell").allInnerTexts()).slice(0, 3);
  await row.getByRole("link", { name: "Open seed 5000001 with I3D in the lab" }).click();
  await expect.poll(() => pressedFrames(page).then((frames) => frames.length)).toBe(16);
  await page.getByText(/Recomputed on this machine, the scores agree/).waitFor();
  expect(await shownScores(page)).toEqual(scores);
  expect(await partsOf(page).targetClass.inputValue()).not.toBe("");
  expect(await alertsOf(page)).toEqual([]);
  expect([watch.foreign, watch.errors]).toEqual([[], []]);
});
