/** Measures WebGPU: one convolution layer, ours and stock alternately, and a step of each bundled model. */
import type { RunPart } from "../bench.ts";
import { withWorker, type BenchWorker } from "../bench-worker.ts";
import type { ConvLayerTimes } from "../protocol.ts";
import { ratioOfRounds, type Results } from "../results.ts";
import { BUNDLED, bundled } from "../subjects.ts";

/** Time after which a layer or a model is given up. */
const PATIENCE_MS = 60_000;
const GIVEN_UP = `Given up after ${PATIENCE_MS / 1000} s.`;

const START = { backend: "webgpu", threads: "one" } as const;

/** Input of the layer in the bundled I3D, and in the published one. */
const BUNDLED_LAYER = { width: 0.25, frames: 8, size: 8, rounds: 5, twin: true } as const;
const FULL_LAYER = { width: 1, frames: 8, size: 28, rounds: 5, twin: false } as const;
/** As many channels on fewer pixels, for an adapter that is emulated on the CPU. */
const REDUCED_LAYER = { width: 1, frames: 4, size: 7, rounds: 1, twin: true } as const;

/** Runs the part, or leaves a note if WebGPU does not run. */
export const webgpu: RunPart = async (page, results) => {
  try {
    const emulated = await withWorker(page, START, null, ({ started: { adapter } }) =>
      Promise.resolve(/swiftshader|llvmpipe/i.test(adapter ?? "")),
    );
    const layers = { "": BUNDLED_LAYER, ".full": emulated ? REDUCED_LAYER : FULL_LAYER } as const;
    for (const infix of ["", ".full"] as const) {
      const times = await withWorker(page, START, null, ({ run }) => soon(run("convLayer", layers[infix])));
      if (times !== null) addLayer(results, infix, times);
      else
        for (const what of ["conv3d", "conv3dWithGradient"] as const)
          results.note(`webgpu.${what}${infix}.stock/ours`, GIVEN_UP);
    }
  } catch (error) {
    results.note("webgpu", `Not measured: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  for (const id of BUNDLED)
    await withWorker(page, START, bundled(id), (worker) => addStep(results, id, worker));
};

function addLayer(
  results: Results,
  infix: "" | ".full",
  { sizes, forward, withGradient, differences }: ConvLayerTimes,
): void {
  for (const [what, { ours, stock }, off] of [
    ["conv3d", forward, differences?.forward],
    ["conv3dWithGradient", withGradient, differences?.gradient],
  ] as const) {
    for (const [whose, ms] of [
      ["ours", ours],
      ["stock", stock],
    ] as const) {
      results.add("webgpu", `webgpu.${what}${infix}.${whose}`, ms, {
        sizes,
        ...(off ? { "off the twin": off[whose], "largest value": off.largest } : {}),
      });
    }
    results.ratio(`webgpu.${what}${infix}.stock/ours`, ratioOfRounds(stock, ours));
  }
}

/** Adds the second step's time if there is time for two, else the first's, which includes compiling the shaders. */
async function addStep(results: Results, id: string, worker: BenchWorker): Promise<void> {
  const steps: number[] = [];
  const take = async () => steps.push(...(await worker.stepMs("steps", 1)));
  await soon(take().then(take));
  const name = `webgpu.step.${id}`;
  const last = steps.at(-1);
  if (last === undefined) results.note(name, GIVEN_UP);
  else results.add("webgpu", name, [last], { "compiles shaders": steps.length === 1 });
}

/** Returns the answer, or null if it takes too long; closing the worker then ends the work. */
function soon<A>(answer: Promise<A>): Promise<A | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  // Closing the worker rejects an answer that is no longer awaited.
  answer.catch(() => undefined);
  return Promise.race([answer, tooLong]).finally(() => clearTimeout(timer));
}
