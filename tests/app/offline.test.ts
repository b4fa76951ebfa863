/** After one visit the built page works offline: page, models, clips and results. */
import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, onTestFinished, test } from "vitest";
import {
  alertsOf,
  closeBrowser,
  partsOf,
  visit,
  waitForBackend,
  waitForPredictions,
  type Visitor,
} from "../support/app-page.ts";
import { servePlainly } from "../support/plain-host.ts";

afterAll(closeBrowser);

/** Returns a page whose browser has cached the site. */
async function storedVisit(at = inject("pageUrl")): Promise<Visitor> {
  const visitor = await visit({ at, serviceWorkers: "allow" });
  await visitor.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return visitor;
}

/** Opens the storage in the history, and returns the text of the line with this name. */
async function storedSize(visitor: Visitor, name: string): Promise<string> {
  const { page } = visitor;
  await page.getByRole("button", { name: "History" }).click();
  await page.getByText("Storage", { exact: false }).locator("visible=true").last().click();
  const row = page.getByRole("dialog").locator("dl > div").filter({ hasText: name });
  await row.waitFor();
  return (await row.locator("dd").innerText()).trim();
}

test("page, models and clips open offline, still isolated, with the same predictions", async () => {
  const { page, watch } = await storedVisit();
  const parts = partsOf(page);
  await waitForPredictions(page);
  const online = await parts.score("OS").innerText();
  expect(online).toMatch(/\d/);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true); // control

  await page.context().setOffline(true);
  expect(
    await page.evaluate(() =>
      fetch("not-stored.txt").then(
        () => true,
        () => false,
      ),
    ),
  ).toBe(false); // control
  await page.reload();
  await waitForBackend(page, "WASM");
  await waitForPredictions(page);
  expect(await parts.score("OS").innerText()).toBe(online);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

  // A clip and a model never opened before, and a lazily loaded page.
  await parts.clips.getByRole("button").last().click();
  await parts.model.selectOption("convlstm");
  await waitForPredictions(page);
  await page.getByRole("link", { name: "Method" }).click();
  await page.getByRole("main").waitFor();
  expect(await alertsOf(page)).toEqual([]);
  expect(watch.foreign).toEqual([]);
});

test("it works offline at another path of a host without isolation too", async () => {
  const { page } = await storedVisit(await servePlainly("dist"));
  await waitForPredictions(page);
  await page.context().setOffline(true);
  await page.goto(new URL("?page=lab&backend=wasm", page.url()).href);
  await waitForPredictions(page);
  expect(await partsOf(page).backend.innerText()).toContain("1 thread");
  expect(await alertsOf(page)).toEqual([]);
});

test("cached models can be cleared, and are loaded again when needed", async () => {
  const visitor = await storedVisit();
  const { page } = visitor;
  await page.reload(); // from here on the stored page answers
  await waitForPredictions(page);
  const before = await storedSize(visitor, "Models");
  expect(before).toMatch(/^[\d.]+ MB$/);
  await page.getByRole("button", { name: "Clear cached models" }).click();
  const models = page.getByRole("dialog").locator("dl > div").filter({ hasText: "Models" }).locator("dd");
  await expect.poll(() => models.innerText()).toBe("nothing");

  await page.reload();
  await waitForPredictions(page);
  expect(await storedSize(visitor, "Models")).toMatch(/^[\d.]+ MB$/);
  await page.context().setOffline(true);
  await page.reload();
  await waitForPredictions(page);
  expect(await alertsOf(page)).toEqual([]);
});

test("a new version is offered and waits for the user; the link keeps what is on the page", async () => {
  const folder = await mkdtemp(join(tmpdir(), "freezeframe-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp("dist", folder, { recursive: true });
  const { page } = await storedVisit(await servePlainly(folder));
  await page.reload();
  await waitForPredictions(page);
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#v/);
  await appendFile(join(folder, "sw.js"), "\n// A later version.");
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  const offer = page.getByText("A new version is ready.");
  await offer.waitFor();
  const { href } = new URL(page.url());
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction(() => !("sameDocument" in window));
  await waitForPredictions(page);
  expect(page.url()).toBe(href);
  await expect.poll(() => offer.count()).toBe(0);
});
