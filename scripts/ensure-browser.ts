/**
 * Makes sure that a browser of Chromium's family is installed, before the tests that need one. On Debian as root it
 * installs apt's headless shell; elsewhere it uses an installed browser, or else playwright's own download.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findHeadlessShell, findTestBrowser, HEADLESS_SHELL } from "./find-browser.ts";

function run(command: string, ...args: string[]): boolean {
  console.log(`> ${[command, ...args].join(" ")}`);
  const shell = process.platform === "win32"; // npx is a .cmd file there, which only a shell can start.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: "inherit", shell, env }).status === 0;
}

const debianRoot = existsSync("/etc/debian_version") && process.getuid?.() === 0;

// Where apt has the headless shell, it is worth its download, even beside another browser.
if (debianRoot && !process.env["CHROME_PATH"] && findHeadlessShell() === null)
  run("sh", "-c", `apt-get update && apt-get install -y --no-install-recommends ${HEADLESS_SHELL}`);
if (findTestBrowser() === null)
  run("npx", "playwright", "install", ...(debianRoot ? ["--with-deps"] : []), "chromium");

const browser = findTestBrowser();
if (browser === null) {
  console.error(
    "The tests need Chrome, Chromium or Edge, and installing Chromium failed (the lines above say why).\n" +
      "Install one of them, or set CHROME_PATH to its executable, and run the tests again.",
  );
  process.exit(1);
}
console.log(`Browser for the tests: ${browser}`);
