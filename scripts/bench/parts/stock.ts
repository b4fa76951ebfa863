/** Measures our step and one made of stock TF.js ops alternately, on one thread. */
import type { RunPart } from "../bench.ts";
import { withWorker } from "../bench-worker.ts";
import { ratioOfRounds } from "../results.ts";
import { inRounds } from "../rounds.ts";
import { assertSameNetwork } from "../same-network.ts";
import { BUNDLED, bundled } from "../subjects.ts";

/** Few, because a stock step takes seconds. */
const ROUNDS = 3;
const OUR_STEPS_PER_ROUND = 10;

const RATIOS = {
  i3d: "wasm.step.stockForwardAndGradient/ours",
  convlstm: "wasm.step.convlstm.stockForwardAndGradient/ours",
} as const;

/**
 * Runs the part.
 *
 * @throws {OtherNetworkError} if the forward passes do not agree: the times would then be of two different networks.
 */
export const stock: RunPart = async (page, results) => {
  for (const id of BUNDLED) {
    const start = { backend: "wasm", threads: "one" } as const;
    await withWorker(page, start, bundled(id), async (stockWorker) => {
      // This also warms up the stock network.
      const { logits, score, ...gradients } = await stockWorker.run("stockDifference", {});
      assertSameNetwork(id, { logits, score });
      // Each network runs in its own worker, as on a page, because stock steps leave a large, fragmented heap behind.
      const times = await withWorker(page, start, bundled(id), async (ourWorker) => {
        await ourWorker.run("steps", { repetitions: OUR_STEPS_PER_ROUND });
        return inRounds(
          ROUNDS,
          () => ourWorker.stepMs("steps", OUR_STEPS_PER_ROUND),
          () => stockWorker.stepMs("stockSteps", 1),
        );
      });
      results.add("stock", `stock.step.${id}.ours`, times.ours);
      results.add("stock", `stock.step.${id}.stock`, times.theirs, {
        "logits off": logits,
        "score off": score,
        "gradient off": gradients.gradient,
        "the same on CPU": gradients.gradientOnCpu,
        "largest gradient": gradients.largestGradient,
      });
      results.ratio(RATIOS[id], ratioOfRounds(times.theirsByRound, times.oursByRound));
    });
  }
  results.note(
    "stock",
    "“off” is the largest absolute difference from ours. Stock gradients are wrong on WASM (Conv3DBackpropInputV2 for " +
      "more than one frame, the max pools' for inputs below zero) and agree with ours on TF.js' CPU backend.",
  );
};
