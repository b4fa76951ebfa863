import { chromium } from "playwright";
const [,, out, list, sizes = "desktop", schemes = "light"] = process.argv;
const SIZES = { desktop: [1440, 900], laptop: [1280, 720], phone: [390, 844] };
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"] });
for (const size of sizes.split(",")) for (const scheme of schemes.split(",")) for (const state of list.split(",")) {
  const [width, height] = SIZES[size];
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce" });
  await page.addInitScript(() => localStorage.setItem("freezeframe-welcomed", "yes"));
  page.on("pageerror", (e) => console.log(state, "ERROR", e.message.slice(0, 300)));
  page.on("console", (m) => { if (m.type() === "error") console.log(state, m.text().slice(0, 200)); });
  await page.goto(`http://localhost:5199/tests/support/page-harness/?state=${state}`, { timeout: 120000 });
  await page.waitForTimeout(6000);
  await page.screenshot({ path: `${out}/${state}-${size}-${scheme}.png`, fullPage: true });
  await page.close();
}
await browser.close();
