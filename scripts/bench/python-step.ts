/** Controls `step.py` from Node: a PyTorch process that takes steps on demand. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "../source-page.ts";
import type { StepInput } from "./protocol.ts";

/** Python commands to try, in order. */
const PYTHONS = ["python3", "/usr/bin/python3", "python"];

/** Network to build, as parameters of `build` in training/models.py. */
export interface PythonNetwork {
  readonly kind: "i3d" | "convlstm";
  readonly classes: number;
  readonly frames: number;
  readonly size: number;
  readonly options: Readonly<Record<string, unknown>>;
  /** Folder with a bundled model's weights; default: random weights. */
  readonly folder?: string;
  /** Clip, mask and target; default: random. */
  readonly input?: StepInput;
}

/** Times and results of steps taken one after another. */
export interface PythonSteps {
  /** [repetitions] ms. */
  readonly ms: number[];
  readonly score: number;
  readonly gradient: number[];
}

/** A PyTorch process with one network. */
export interface PythonStepper {
  step(repetitions: number): Promise<PythonSteps>;
}

/** Returns a Python command that has PyTorch, and PyTorch's version; null if there is none. */
export function findPyTorch(): { python: string; version: string } | null {
  for (const python of PYTHONS) {
    const { status, stdout } = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], {
      encoding: "utf8",
    });
    if (status === 0) return { python, version: stdout.trim() };
  }
  return null;
}

/**
 * Starts the process, builds the network, calls `use` and always ends the process.
 *
 * @throws {Error} with Python's error output if it fails.
 */
export async function withPyTorch<A>(
  python: string,
  { input, ...network }: PythonNetwork,
  use: (stepper: PythonStepper) => Promise<A>,
): Promise<A> {
  const folder = mkdtempSync(join(tmpdir(), "freezeframe-bench-"));
  const child = spawn(python, [join(ROOT, "scripts/bench/step.py")], { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  // Ignore a broken pipe here: the missing answer reports it.
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (command: object): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    const line: IteratorResult<string, unknown> = await lines.next();
    if (line.done === true) throw new Error(`step.py ended: ${complaint.trim() || "no error output"}`);
    return JSON.parse(line.value) as unknown;
  };
  try {
    const file = join(folder, "input.json");
    if (input) writeFileSync(file, JSON.stringify(input));
    await ask({ open: { ...network, ...(input ? { input: file } : {}) } });
    return await use({ step: (repetitions) => ask({ step: repetitions }) as Promise<PythonSteps> });
  } finally {
    child.stdin.end();
    if (child.exitCode === null) {
      child.kill();
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true });
  }
}
