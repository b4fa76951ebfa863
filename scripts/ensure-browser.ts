/**
 * Makes sure that a Chromium-family browser is installed, before the tests that need one. Uses an installed browser,
 * else installs apt's on Debian as root, else playwright's own download.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findBrowser } from "./find-browser.ts";

function run(command: string, ...args: string[]): boolean {
  console.log(`> ${[command, ...args].join(" ")}`);
  const shell = process.platform === "win32"; // npx is a .cmd file there, which only a shell can start.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: "inherit", shell, env }).status === 0;
}

const debianRoot = existsSync("/etc/debian_version") && process.getuid?.() === 0;

/**
 * Ways to install a browser, tried in order. Ubuntu's chromium package does not run in a container; playwright's does.
 */
const WAYS: readonly (() => boolean)[] = [
  () =>
    debianRoot &&
    run("apt-get", "update") &&
    run("apt-get", "install", "-y", "--no-install-recommends", "chromium"),
  () => run("npx", "playwright", "install", ...(debianRoot ? ["--with-deps"] : []), "chromium"),
];

let browser = findBrowser();
if (browser === null) console.log("No Chrome, Chromium or Edge found; installing Chromium for the tests.");
for (const install of WAYS) {
  if (browser === null && install()) browser = findBrowser();
}
if (browser === null) {
  console.error(
    "The tests need Chrome, Chromium or Edge, and installing Chromium failed (the lines above say why).\n" +
      "Install one of them, or set CHROME_PATH to its executable, and run the tests again.",
  );
  process.exit(1);
}
console.log(`Browser for the tests: ${browser}`);
