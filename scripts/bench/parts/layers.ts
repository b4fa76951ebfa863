/** Measures where a step's time goes, by stage and by kernel, on WASM with one thread. */
import type { RunPart } from "../bench.ts";
import { withWorker } from "../bench-worker.ts";
import { BUNDLED, bundled, FULL_I3D } from "../subjects.ts";

const REPETITIONS = 10;
/** Fewer, because a step of the full-width I3D takes seconds. */
const FULL_REPETITIONS = 2;

/** Runs the part. `layersText` in `text-layers.ts` reads the facts. */
export const layers: RunPart = async (page, results, { fullLayers }) => {
  const subjects = [
    ...BUNDLED.map((id) => ({ network: id, subject: bundled(id), repetitions: REPETITIONS })),
    ...(fullLayers ? [{ network: "fullI3d", subject: FULL_I3D, repetitions: FULL_REPETITIONS }] : []),
  ];
  for (const { network, subject, repetitions } of subjects) {
    await withWorker(page, { backend: "wasm", threads: "one" }, subject, async ({ run }) => {
      for (const { name: stage, forwardMs, backwardMs } of await run("stages", { repetitions })) {
        const add = (pass: string, ms: number[]) =>
          results.add("layers", `layers.${network}.stage.${stage}.${pass}`, ms, { network, stage, pass });
        add("forward", forwardMs);
        add("backward", backwardMs);
      }
      for (const { name: kernel, ms, calls } of await run("kernels", { repetitions }))
        results.add("layers", `layers.${network}.kernel.${kernel}`, ms, { network, kernel, calls });
    });
  }
};
