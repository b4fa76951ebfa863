/** The benchmark's worker: handlers for `BenchCommands`. TF.js runs off the page's thread, as on the real page. */
import * as tf from "@tensorflow/tfjs";
import { serve } from "../../../src/worker/host.ts";
import type { BenchCommands, Steps, StockDifference } from "../protocol.ts";
import { timeConvLayer } from "./conv-layer.ts";
import { timeKernels } from "./kernel-times.ts";
import { heapMb, openSubject, search, start, takeStep, type Opened, type StepOutcome } from "./ours.ts";
import { timeStages } from "./stage-times.ts";
import { stockNetwork, type StockNetwork } from "./stock.ts";

let opened: Opened | null = null;
let stock: StockNetwork | null = null;

function current(): Opened {
  if (opened === null) throw new Error("bench: no subject is open.");
  return opened;
}

const stockOf = (subject: Opened): StockNetwork => (stock ??= stockNetwork(subject));

async function repeat(times: number, step: () => Promise<StepOutcome>): Promise<Steps> {
  const ms: number[] = [];
  let last: StepOutcome = { score: NaN, gradient: [] };
  for (let i = 0; i < times; i++) {
    const startMs = performance.now();
    last = await step();
    ms.push(performance.now() - startMs);
  }
  return { ms, ...last, heapMb: heapMb() };
}

/** Returns the largest absolute difference; NaN if either contains one. */
function largestDifference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
}

async function stockDifference(subject: Opened): Promise<StockDifference> {
  const network = stockOf(subject);
  const ours = await takeStep(subject);
  const theirs = await network.step();
  const onCpu = await stockStepOnCpu(subject);
  return {
    logits: largestDifference(await subject.logits(), await network.logits()),
    score: Math.abs(ours.score - theirs.score),
    gradient: largestDifference(ours.gradient, theirs.gradient),
    gradientOnCpu: largestDifference(ours.gradient, onCpu.gradient),
    largestGradient: Math.max(...ours.gradient.map(Math.abs)),
  };
}

/** Takes the stock step on TF.js' plain JavaScript kernels, which are slow but correct where those of WASM are not. */
async function stockStepOnCpu(subject: Opened): Promise<StepOutcome> {
  const backend = tf.getBackend();
  await tf.setBackend("cpu");
  // Copy the clip, because a tensor used on another backend moves there.
  const frames = tf.keep(tf.tensor5d(await subject.frames.data(), subject.frames.shape));
  const network = stockNetwork({ ...subject, frames });
  try {
    return await network.step();
  } finally {
    network.dispose();
    frames.dispose();
    await tf.setBackend(backend);
  }
}

serve<BenchCommands>(self, {
  start,
  async open(subject) {
    opened?.dispose();
    stock?.dispose();
    stock = null;
    opened = await openSubject(subject);
    return { classes: opened.card.classes, target: opened.target };
  },
  steps: ({ repetitions }) => repeat(repetitions, () => takeStep(current())),
  stockSteps: ({ repetitions }) => repeat(repetitions, () => stockOf(current()).step()),
  stockDifference: () => stockDifference(current()),
  async stepInput() {
    const { frames, mask, target } = current();
    return { frames: Array.from(await frames.data()), shape: frames.shape, mask: [...mask], target };
  },
  kernels: ({ repetitions }) => timeKernels(() => takeStep(current()), repetitions),
  stages: ({ repetitions }) => timeStages(current(), repetitions),
  convLayer: timeConvLayer,
  search: ({ earlyStop }) => search(current(), earlyStop),
});
