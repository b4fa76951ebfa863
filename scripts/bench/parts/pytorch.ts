/** Measures our step and PyTorch's alternately, each on one thread, if a Python with PyTorch is installed. */
import { join } from "node:path";
import type { RunPart } from "../bench.ts";
import { withWorker, type BenchWorker } from "../bench-worker.ts";
import { readFileSync } from "node:fs";
import { parseCard } from "../../../src/models/card.ts";
import { ROOT } from "../../source-page.ts";
import { findPyTorch, withPyTorch, type PythonNetwork } from "../python-step.ts";
import { ratioOfRounds, type RatioName, type Results } from "../results.ts";
import { inRounds } from "../rounds.ts";
import { BUNDLED, bundled, FULL_I3D, type BundledId } from "../subjects.ts";

const ROUNDS = 4;
const STEPS_PER_ROUND = 5;
/** Fewer, because a step of the full-width I3D takes seconds. */
const FULL_ROUNDS = 2;

const RATIOS = { i3d: "wasm.step.pytorch/ours", convlstm: "wasm.step.convlstm.pytorch/ours" } as const;

/** Runs the part, or leaves a note if there is no PyTorch. */
export const pytorch: RunPart = async (page, results) => {
  const found = findPyTorch();
  if (found === null) {
    results.note("pytorch", "Not measured: no Python with PyTorch found.");
    return;
  }
  results.describe("pytorch", found.version);
  const start = { backend: "wasm", threads: "one" } as const;
  for (const id of BUNDLED) {
    await withWorker(page, start, bundled(id), async (worker) => {
      const network = { ...networkOf(id), input: await worker.run("stepInput", {}) };
      const measured = {
        name: `pytorch.step.${id}`,
        ratio: RATIOS[id],
        rounds: ROUNDS,
        steps: STEPS_PER_ROUND,
      };
      await beside(results, worker, found.python, network, { ...measured, compare: true });
    });
  }
  const { width, frames, size, classes } = FULL_I3D;
  await withWorker(page, start, FULL_I3D, (worker) =>
    beside(
      results,
      worker,
      found.python,
      { kind: "i3d", classes, frames, size, options: { width } },
      {
        name: "pytorch.step.fullI3d",
        ratio: "wasm.step.fullI3d.pytorch/ours",
        rounds: FULL_ROUNDS,
        steps: 1,
        compare: false,
      },
    ),
  );
  results.note(
    "pytorch",
    "PyTorch mixes whole frames and convolves them; ours mixes the first layer's responses, computed once per clip. The " +
      "two full-width networks have different random weights.",
  );
};

async function beside(
  results: Results,
  worker: BenchWorker,
  python: string,
  network: PythonNetwork,
  measured: { name: string; ratio: RatioName; rounds: number; steps: number; compare: boolean },
): Promise<void> {
  await withPyTorch(python, network, async (stepper) => {
    const { name, ratio, rounds, steps, compare } = measured;
    const ours = await worker.run("steps", { repetitions: 1 });
    const theirs = await stepper.step(1);
    const times = await inRounds(
      rounds,
      () => worker.stepMs("steps", steps),
      async () => (await stepper.step(steps)).ms,
    );
    const facts = compare
      ? {
          "score off": Math.abs(ours.score - theirs.score),
          "gradient off": Math.max(...ours.gradient.map((value, t) => Math.abs(value - theirs.gradient[t]!))),
        }
      : {};
    results.add("pytorch", `${name}.ours`, times.ours);
    results.add("pytorch", `${name}.pytorch`, times.theirs, facts);
    results.ratio(ratio, ratioOfRounds(times.theirsByRound, times.oursByRound));
  });
}

/** Returns a bundled model in the form that training/models.py builds. */
function networkOf(id: BundledId): PythonNetwork {
  const folder = join(ROOT, "public/models", id);
  const card = parseCard(JSON.parse(readFileSync(join(folder, "card.json"), "utf8")), `${id}/card.json`);
  const { classes, input, architecture } = card;
  const common = { classes: classes.length, frames: input.frames, size: input.height, folder };
  switch (architecture.kind) {
    case "i3d":
      return {
        ...common,
        kind: "i3d",
        options: { width: architecture.width, temporal_strides: architecture.temporalStrides },
      };
    case "convlstm": {
      const { units, kernel, stride, padding } = architecture;
      return { ...common, kind: "convlstm", options: { units, kernel, stride, padding } };
    }
    case "clstm4":
    case "tfjs":
      throw new Error(`${id}: training/models.py has no such network.`);
  }
}
