/** Measures one search step on WASM, on one thread and on as many as the page chooses. */
import type { RunPart } from "../bench.ts";
import { withWorker, type BenchWorker } from "../bench-worker.ts";
import type { Subject } from "../protocol.ts";
import { ratioOfRounds } from "../results.ts";
import { inRounds } from "../rounds.ts";
import { bundled, BUNDLED, FULL_I3D } from "../subjects.ts";

const SUBJECTS: readonly { name: string; subject: Subject; rounds: number; steps: number }[] = [
  ...BUNDLED.map((id) => ({ name: id, subject: bundled(id), rounds: 6, steps: 5 })),
  // Fewer, because a step of it takes seconds.
  { name: "fullI3d", subject: FULL_I3D, rounds: 3, steps: 1 },
];

const RATIO = "wasm.step.oneThread/ownThreads";

/** Runs the part. */
export const wasm: RunPart = async (page, results) => {
  const onWasm = <A>(
    threads: "one" | "own",
    subject: Subject | null,
    use: (worker: BenchWorker) => Promise<A>,
  ) => withWorker(page, { backend: "wasm", threads }, subject, use);
  const threads = await onWasm("own", null, ({ started }) => Promise.resolve(started.threads));
  results.describe("wasmThreads", threads);
  if (threads === 1) results.note(RATIO, "The page runs on one thread on this machine.");

  for (const { name, subject, rounds, steps } of SUBJECTS) {
    await onWasm("one", subject, async (one) => {
      const { heapMb } = await one.run("steps", { repetitions: 1 });
      const onOne = () => one.stepMs("steps", steps);
      const addOne = (ms: number[]) =>
        results.add("wasm", `wasm.step.${name}.oneThread`, ms, { threads: 1, heapMb });
      if (threads === 1) {
        const times: number[] = [];
        for (let round = 0; round < rounds; round++) times.push(...(await onOne()));
        addOne(times);
        return;
      }
      await onWasm("own", subject, async (own) => {
        const warm = await own.run("steps", { repetitions: 1 });
        const times = await inRounds(rounds, () => own.stepMs("steps", steps), onOne);
        addOne(times.theirs);
        results.add("wasm", `wasm.step.${name}.ownThreads`, times.ours, { threads, heapMb: warm.heapMb });
        if (name === "i3d") results.ratio(RATIO, ratioOfRounds(times.theirsByRound, times.oursByRound));
      });
    });
  }
};
