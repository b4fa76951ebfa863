/** Our step beside one out of stock TF.js ops, in turns, on one thread. */
import type { RunPart } from "../bench.ts";
import { withWorker } from "../bench-worker.ts";
import { ratioOfRounds } from "../results.ts";
import { inRounds } from "../rounds.ts";
import { assertSameNetwork } from "../same-network.ts";
import { BUNDLED, bundled } from "../subjects.ts";

/** Stock takes seconds a step. */
const ROUNDS = 3;
const OUR_STEPS_PER_ROUND = 10;

const RATIOS = {
  i3d: "wasm.step.stockForwardAndGradient/ours",
  convlstm: "wasm.step.convlstm.stockForwardAndGradient/ours",
} as const;

/**
 * Runs the part.
 *
 * @throws {OtherNetworkError} where the two do not agree forward: the times would be of two different networks.
 */
export const stock: RunPart = async (page, results) => {
  for (const id of BUNDLED) {
    const start = { backend: "wasm", threads: "one" } as const;
    await withWorker(page, start, bundled(id), async (stockWorker) => {
      // Warms it up.
      const { logits, score, ...gradients } = await stockWorker.run("stockDifference", {});
      assertSameNetwork(id, { logits, score });
      // Each in a worker of its own, as in a page: stock's steps leave a large and scattered heap behind.
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
