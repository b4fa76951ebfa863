/**
 * `npm run screenshot`: takes the README's picture, both bundled models on the first bundled clip in the built page.
 */
import { mkdirSync } from "node:fs";
import { chromium } from "playwright";
import { preview } from "vite";
import { buildIfNeeded } from "./build-if-needed.ts";
import { BROWSER_FLAGS, findBrowser } from "./find-browser.ts";

const PICTURE = "docs/result.png";
const SEARCH_MS = 10 * 60_000;

await buildIfNeeded();
const server = await preview({ preview: { host: "localhost" }, logLevel: "warn" });
const executablePath = findBrowser();
const browser = await chromium.launch({
  args: [...BROWSER_FLAGS],
  ...(executablePath === null ? {} : { executablePath }),
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1240 }, reducedMotion: "reduce" });
  // Hide the greeting of a first visit.
  await page.addInitScript(() => localStorage.setItem("freezeframe-welcomed", "yes"));
  page.setDefaultTimeout(SEARCH_MS);
  await page.goto(`${server.resolvedUrls?.local[0] ?? ""}?backend=wasm`);
  await page.getByLabel("Compare with", { exact: true }).selectOption("convlstm");
  await page.getByRole("status", { name: "OS, C-LSTM" }).filter({ hasText: /\d/ }).waitFor();
  await page.getByRole("button", { name: "Grad-CAM", exact: true }).click();
  await page.getByRole("button", { name: "Find mask", disabled: false }).click();
  await page.getByRole("progressbar", { name: "Mask search", exact: true }).waitFor();
  await page.getByRole("button", { name: "Find mask", disabled: false }).waitFor();
  // Show a perturbed frame in the middle of the mask, and move the pointer away so that nothing is highlighted.
  const perturbed = page
    .getByRole("group", { name: "Temporal mask", exact: true })
    .locator("[aria-pressed=true]");
  const count = await perturbed.count();
  if (count > 0) {
    const label = (await perturbed.nth(Math.floor(count / 2)).getAttribute("aria-label")) ?? "";
    await page.getByRole("slider", { name: "Frame" }).fill(label.replace(/\D/g, ""));
  }
  await page.mouse.move(0, 0);
  mkdirSync("docs", { recursive: true });
  await page.screenshot({ path: PICTURE });
  console.log(`${PICTURE} shows a mask of ${count} perturbed frames.`);
} finally {
  await browser.close();
  await server.close();
}
