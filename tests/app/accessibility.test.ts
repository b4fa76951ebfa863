/** axe finds nothing in the built page, and the contract's names are there. */
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";
import { afterAll, describe, expect, test } from "vitest";
import { closeBrowser, openClassList, partsOf, visit, waitForPredictions } from "../support/app-page.ts";
import { clipFixture } from "../support/clip-fixtures.ts";

afterAll(closeBrowser);

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

declare global {
  var axe: { run(within: string): Promise<AxeResults> } | undefined;
}

/** Returns one line per violation within the selector: the rule and the place. */
async function violations(page: Page, within = "html"): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  const results = await page.evaluate((selector) => globalThis.axe?.run(selector), within);
  if (results === undefined) throw new Error("control: axe must be in the page");
  expect(results.passes.length).toBeGreaterThan(2);
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join("; ")}`,
  );
}

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

// The components' test goes through all combinations; here it is the built page's stylesheet that counts.
describe.each([
  { colorScheme: "light", viewport: WIDE },
  { colorScheme: "dark", viewport: PHONE },
] as const)("in $colorScheme at $viewport.width px", (options) => {
  test("axe finds nothing with a clip, an alert, an open list and a search on the page, and nothing is wider than the screen", async () => {
    const { page } = await visit(options);
    const parts = partsOf(page);
    await waitForPredictions(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(await violations(page)).toEqual([]);

    await parts.upload.setInputFiles(clipFixture("text.mp4"));
    await parts.alert.waitFor();
    expect(await violations(page)).toEqual([]);

    await openClassList(page);
    // An open list hides the rest from assistive technology, which axe reports as a fault of the rest.
    expect(await violations(page, "[role=listbox]")).toEqual([]);
    await page.keyboard.press("Escape");

    await parts.findMask.click();
    await parts.progress.waitFor();
    expect(await violations(page)).toEqual([]);
    await parts.cancel.click();
    await parts.findMask.waitFor();
  });
});

test("every part of the contract has its name", async () => {
  const { page } = await visit();
  await waitForPredictions(page);
  const { score, cancel, progress, alert, ...always } = partsOf(page);
  for (const [name, part] of Object.entries(always)) {
    expect.soft(await part.count(), name).toBe(1);
  }
  for (const name of ["OS", "FS", "RS"] as const) expect.soft(await score(name).count(), name).toBe(1);
  expect.soft(await page.getByRole("button", { name: /^(Play|Pause)$/ }).count()).toBe(1);
  expect.soft(await alert.count()).toBe(0);
  await always.findMask.click();
  await progress.waitFor();
  await cancel.click();
  await progress.waitFor({ state: "detached" });
  await always.findMask.waitFor();
});
