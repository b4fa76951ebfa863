/** `npm run evaluate` as a whole: its output for folders that are usable in part, or not at all. */
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

interface Printed {
  readonly models: readonly Record<string, unknown>[];
  readonly unread: readonly { file: string; problem: string }[];
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "freezeframe-evaluate-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command on one model. */
function evaluate(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const command = ["--import", "tsx", "scripts/evaluate/evaluate.ts", "--model", "convlstm", ...args];
  return new Promise((resolve) => {
    const child = spawn("node", command);
    const out = { stdout: "", stderr: "" };
    child.stdout.on("data", (data: Buffer) => (out.stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (out.stderr += data.toString()));
    child.on("close", (status) => resolve({ status, ...out }));
  });
}

test("a folder without labels.json: a message that says what is missing, and exit 1", async () => {
  const { status, stderr } = await evaluate(folder);
  expect(status).toBe(1);
  expect(stderr).toContain("labels.json is missing");
});

test("unreadable clips are named and not counted; the others are, and the exit is 1", async () => {
  const name = "Moving something up";
  copyFileSync("public/clips/up-1.mp4", join(folder, "good.mp4"));
  copyFileSync("tests/fixtures/clips/text.mp4", join(folder, "bad.mp4"));
  const files = ["good.mp4", "bad.mp4", "absent.mp4"];
  writeFileSync(join(folder, "labels.json"), JSON.stringify(files.map((file) => ({ file, class: name }))));
  const { status, stdout, stderr } = await evaluate(folder, "--json");
  expect(status).toBe(1);
  const { models, unread } = JSON.parse(stdout) as Printed;
  // Only one class occurs, so any prediction is right.
  expect(models).toMatchObject([{ id: "convlstm", clips: 1, top1Among: 1, top3Among: 1 }]);
  expect(Object.keys(models[0]!.confusion as object)).toEqual([name]);
  expect(unread.map(({ file }) => file)).toEqual(["bad.mp4", "absent.mp4"]);
  expect(stderr).toContain("bad.mp4: not counted");
});

test("generated test clips: the same figures on every run", async () => {
  const { status, stdout } = await evaluate("--generated", "3", "--json");
  expect(status).toBe(0);
  const { models } = JSON.parse(stdout) as Printed;
  expect(models).toMatchObject([{ id: "convlstm", clips: 3 }]);
  expect((await evaluate("--generated", "3", "--json")).stdout).toBe(stdout);
});
