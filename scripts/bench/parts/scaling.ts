/** Measures how a step's cost grows with frames, size and width, one at a time, on WASM with one thread. */
import type { RunPart } from "../bench.ts";
import { withWorker } from "../bench-worker.ts";

/** The bundled I3D's sizes, from which each sweep varies one. */
const BASE = { kind: "seeded-i3d", width: 0.25, frames: 16, size: 64, classes: 15 } as const;

const SUBJECTS = [
  BASE,
  ...[8, 32].map((frames) => ({ ...BASE, frames })),
  ...[112, 160].map((size) => ({ ...BASE, size })),
  { ...BASE, width: 0.5 },
];

const REPETITIONS = 5;

/** Runs the part. Each subject has its own worker and so its own heap. */
export const scaling: RunPart = async (page, results) => {
  for (const subject of SUBJECTS) {
    await withWorker(page, { backend: "wasm", threads: "one" }, subject, async (worker) => {
      await worker.stepMs("steps", 1);
      const { ms, heapMb } = await worker.run("steps", { repetitions: REPETITIONS });
      const { width, frames, size } = subject;
      results.add("scaling", `scaling.${frames}x${size}x${size}.width${width}`, ms, {
        frames,
        size,
        width,
        heapMb,
      });
    });
  }
};
