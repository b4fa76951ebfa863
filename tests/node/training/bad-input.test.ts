/** train.py and export.py on unusable input: a message, a failing exit code, nothing overwritten. Needs PyTorch. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GENERATED_CLASSES } from "../../../src/generate/classes.ts";

const python = [process.env.PYTHON, "python3", "/usr/bin/python3"].find(
  (command) => command !== undefined && spawnSync(command, ["-c", "import torch, numpy"]).status === 0,
);
const SLOW = { timeout: 120_000 };

// Skipped if no Python has PyTorch, which the page and its other tests do not need.
describe.skipIf(python === undefined)("training", () => {
  let root: string;
  const checkpoint = () => join(root, "run", "last.pt");

  /** Runs a script in training/; `limit` is the size of the largest file it may write, in kB. */
  function run(script: string, args: readonly string[], limit?: number) {
    const line = [python!, join("training", script), ...args].map((word) => `'${word}'`).join(" ");
    const { status, stderr } = spawnSync("bash", ["-c", limit ? `ulimit -f ${limit}; ${line}` : line], {
      encoding: "utf8",
    });
    return { status, stderr };
  }

  const train = (more: readonly string[] = [], limit?: number) =>
    run(
      "train.py",
      [
        ...["--data", join(root, "data"), "--val", join(root, "data"), "--out", join(root, "run")],
        ...["--batch", "2", "--save-every", "0", ...more],
      ],
      limit,
    );
  const small = ["--kind", "convlstm", "--units", "8"];

  let control: number | null;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "freezeframe-training-"));
    mkdirSync(join(root, "data"));
    mkdirSync(join(root, "empty"));
    const shard = {
      T: 16,
      height: 64,
      width: 64,
      labels: [0, 1],
      seeds: [0, 1],
      events: [
        [2, 9],
        [0, 15],
      ],
    };
    const bytes = Uint8Array.from({ length: 2 * 16 * 64 * 64 * 3 }, (_, i) => (i * 37) % 251);
    writeFileSync(join(root, "data", "clips-0.u8"), bytes);
    const classes = GENERATED_CLASSES.map((c) => c.name);
    writeFileSync(join(root, "data", "clips-0.json"), JSON.stringify({ ...shard, classes }));
    control = train([...small, "--views", "2"]).status;
  }, SLOW.timeout);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("with valid input, a run writes a checkpoint (control)", () => {
    expect(control).toBe(0);
    expect(readFileSync(checkpoint()).length).toBeGreaterThan(1000);
  });

  test("without data, the message names the folder", SLOW, () => {
    const { status, stderr } = run("train.py", [
      ...[
        "--kind",
        "i3d",
        "--data",
        join(root, "empty"),
        "--val",
        join(root, "empty"),
        "--out",
        join(root, "other"),
      ],
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain(`no clips in ${join(root, "empty")}`);
  });

  test("a checkpoint of another architecture is refused and left unchanged", SLOW, () => {
    const before = readFileSync(checkpoint());
    const { status, stderr } = train(["--kind", "i3d", "--views", "4"]);
    expect(status).toBe(1);
    expect(stderr).toContain("belongs to another model (kind convlstm instead of i3d");
    expect(readFileSync(checkpoint()).equals(before)).toBe(true);
  });

  test("a full disk is reported, and the earlier checkpoint stays", SLOW, () => {
    const before = readFileSync(checkpoint());
    const { status, stderr } = train([...small, "--views", "4"], 8);
    expect(status).toBe(1);
    expect(stderr).toContain("The earlier checkpoint is untouched");
    expect(readFileSync(checkpoint()).equals(before)).toBe(true);
  });

  test("a run does not start from weights that do not fit", SLOW, () => {
    const args = ["--kind", "i3d", "--out", join(root, "third"), "--from", checkpoint()];
    const { status, stderr } = train(args);
    expect(status).toBe(1);
    expect(stderr).toContain("does not fit this i3d");
  });

  test("half a checkpoint is neither resumed nor exported", SLOW, () => {
    const whole = readFileSync(checkpoint());
    const half = whole.subarray(0, whole.length / 2);
    writeFileSync(checkpoint(), half);
    const resumed = train([...small, "--views", "4"]);
    expect(resumed.status).toBe(1);
    expect(resumed.stderr).toContain("is not a complete checkpoint");
    expect(readFileSync(checkpoint()).equals(half)).toBe(true);
    const target = join(root, "exported");
    const exported = run("export.py", [
      "--checkpoint",
      checkpoint(),
      "--report",
      "none.json",
      "--to",
      target,
    ]);
    expect(exported.status).toBe(1);
    expect(exported.stderr).toContain("is not a complete checkpoint");
  });
});
