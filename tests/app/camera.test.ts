/** Recording with the browser's camera, faked by Chromium. A separate browser, because of its flags. */
import { chromium } from "playwright";
import { expect, inject, onTestFinished, test } from "vitest";
import { BROWSER_FLAGS, findBrowser } from "../../scripts/find-browser.ts";
import { alertsOf, partsOf } from "../support/app-page.ts";

test("three seconds from the camera become the clip on the page, which is still isolated", async () => {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    args: [...BROWSER_FLAGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
    ...(executablePath === null ? {} : { executablePath }),
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ reducedMotion: "reduce" });
  page.setDefaultTimeout(60_000);
  const foreign: string[] = [];
  const { origin } = new URL(inject("pageUrl"));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) foreign.push(request.url());
  });
  await page.goto(new URL("?backend=wasm", inject("pageUrl")).href);
  await partsOf(page).frame.waitFor();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true); // control
  await page.getByRole("button", { name: "Record" }).click();
  const dialog = page.getByRole("dialog", { name: "Record 3 seconds" });
  await dialog.getByRole("button", { name: "Start recording" }).click();
  await dialog.getByRole("button", { name: "Use this clip" }).click();
  await page
    .getByText(/Recording 1\.(webm|mp4)/)
    .first()
    .waitFor();
  expect(await alertsOf(page)).toEqual([]);
  // The recording can be decoded, and is about as long as intended.
  await page.getByRole("slider", { name: /^End/ }).waitFor();
  const lastS = Number(await page.getByRole("slider", { name: /^End/ }).inputValue());
  expect(lastS).toBeGreaterThan(1);
  expect(lastS).toBeLessThan(6);
  expect(foreign).toEqual([]);
});
