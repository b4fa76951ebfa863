/**
 * Makes sure that a Chromium-family browser is there before the tests that need one:
 * an installed one, else apt's on Debian as root, else playwright's own download.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findBrowser } from "./find-browser.ts";

function run(command: string, ...args: string[]): boolean {
  console.log(`> ${[command, ...args].join(" ")}`);
  const shell = process.platform === "win32"; // npx is a .cmd file there, which only a shell starts.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: "inherit", shell, env }).status === 0;
}

const debianRoot = existsSync("/etc/debian_version") && process.getuid?.() === 0;

/** Each is tried until a browser is there. Ubuntu has no chromium package that runs in a container: playwright has. */
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
      "Install one of them, or set CHROME_PATH to its program, and run the tests again.",
  );
  process.exit(1);
}
console.log(`Browser for the tests: ${browser}`);
