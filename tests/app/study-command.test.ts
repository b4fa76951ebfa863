/** `npm run study` as a whole: killed and resumed, stopped by Ctrl-C, and given wrong arguments. */
import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mergeRecords } from "../../src/study/merge.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "freezeframe-study-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command; `after` is called with its progress output so far. */
function study(
  args: readonly string[],
  after: (output: string, child: ChildProcess) => void = () => {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn("node", ["--import", "tsx", "scripts/study/study.ts", ...args]);
    const out = { stdout: "", stderr: "" };
    child.stdout.on("data", (data: Buffer) => (out.stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => {
      out.stderr += data.toString();
      after(out.stderr, child);
    });
    child.on("close", (status) => resolve({ status, ...out }));
  });
}

/** Sends a signal once the command reports its first clip. */
function endAfterFirst(signal: "SIGKILL" | "SIGINT") {
  let sent = false;
  return (output: string, child: ChildProcess) => {
    if (sent || !output.includes("study: 1 (of 2)")) return;
    sent = true;
    child.kill(signal);
  };
}

function recordsOf(out: string) {
  const name = "records-1-of-1.jsonl";
  return mergeRecords([{ name, text: readFileSync(join(out, name), "utf8") }]).records;
}

const SMALL = ["--clips", "generated:2", "--models", "convlstm", "--backend", "wasm"];

test("killed after the first clip, the same command does only the second one", async () => {
  const out = join(folder, "killed");
  const first = await study([...SMALL, "--out", out], endAfterFirst("SIGKILL"));
  expect(first.status).toBeNull();
  const [kept, ...more] = recordsOf(out);
  expect(more).toEqual([]);
  const second = await study([...SMALL, "--out", out, "--json"]);
  expect(second.stderr).toContain("1 are done");
  expect(second.status).toBe(0);
  const records = recordsOf(out);
  expect(records).toHaveLength(2);
  expect(records[0]).toEqual(kept);
  // Both clips have an event, known from the generator.
  expect(records.map(({ results }) => results[0]!.truth !== null)).toEqual([true, true]);
  const summary = JSON.parse(second.stdout) as object;
  expect(summary).toMatchObject({ clips: { explained: 2, problems: [] }, backends: { wasm: 2 } });
  expect(readFileSync(join(out, "clips.csv"), "utf8").trim().split("\r\n")).toHaveLength(3);
});

test("Ctrl-C drops the current clip and keeps the record of the one before", async () => {
  const out = join(folder, "stopped");
  const { status, stderr } = await study([...SMALL, "--out", out], endAfterFirst("SIGINT"));
  expect(status).toBe(130);
  expect(stderr).toContain("run the same command again to resume");
  expect(recordsOf(out)).toHaveLength(1);
});

test("a folder with a bad file: its problem is reported, and the other clip is explained", async () => {
  const clips = mkdtempSync(join(folder, "clips-"));
  copyFileSync("public/clips/up-1.mp4", join(clips, "good.mp4"));
  copyFileSync("tests/fixtures/clips/text.mp4", join(clips, "bad.mp4"));
  const out = join(folder, "files");
  const { status, stdout } = await study(["--clips", clips, ...SMALL.slice(2), "--out", out, "--cam"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/1 clips explained .*1 with a problem/);
  expect(stdout).toMatch(/bad\.mp4: /);
  // A study with other settings cannot use the same folder.
  const other = await study(["--clips", clips, ...SMALL.slice(2), "--out", out, "--preset", "paper"]);
  expect(other.status).toBe(1);
  expect(other.stderr).toMatch(/different studies: .*preset is "default" in one and "paper" in the other/);
});

test("errors print one line; exit code 2 for wrong arguments, 1 for others", async () => {
  const usage = await study(["--clips", "bundled", "--out", folder, "--shard", "3/2"]);
  expect(usage).toMatchObject({ status: 2, stdout: "" });
  expect(usage.stderr.trim()).toMatch(/^study: --shard takes i\/n.*not "3\/2"\.$/);
  const empty = await study(["--clips", join(folder, "absent"), "--out", folder]);
  expect(empty).toMatchObject({ status: 1, stdout: "" });
  expect(empty.stderr.trim()).toMatch(/^study: .*absent is not a folder\.$/);
});
