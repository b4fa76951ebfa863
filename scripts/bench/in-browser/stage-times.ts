/** Measures each network stage's share of a step's time, forward and backward. */
import * as tf from "@tensorflow/tfjs";
import type { StageTimes } from "../protocol.ts";
import type { Opened } from "./ours.ts";

/** Name of the part from the last endpoint to the probability: logits and softmax. */
const HEAD = "(head)";

/**
 * Times each stage, from endpoint to endpoint. Works on backends that compute synchronously, WASM and CPU.
 *
 * A stage's backward pass is the time between the gradient's arrival at its endpoint and at the previous one. The first
 * stage's forward pass includes mixing the frames, and its backward pass includes the gradient of the mask.
 *
 * @returns  ms per step, in the network's order.
 */
export function timeStages(subject: Opened, repetitions: number): Promise<StageTimes[]> {
  const stages: StageTimes[] = [];
  for (let i = 0; i <= repetitions; i++) {
    const times = timeOnce(subject);
    // The first step is a warm-up.
    if (i === 0) stages.push(...times.map(({ name }) => ({ name, forwardMs: [], backwardMs: [] })));
    else
      times.forEach(({ forwardMs, backwardMs }, s) => {
        stages[s]!.forwardMs.push(forwardMs);
        stages[s]!.backwardMs.push(backwardMs);
      });
  }
  return Promise.resolve(stages);
}

/** Times of one stage in one step, ms. */
interface StageTime {
  readonly name: string;
  readonly forwardMs: number;
  readonly backwardMs: number;
}

function timeOnce({ mask, tappedScore }: Opened): StageTime[] {
  const names: string[] = [];
  /** Time at which each endpoint was reached, in the forward pass (`reached`) and in the backward pass (`returned`). */
  const reached: number[] = [];
  const returned: number[] = [];
  const passing = (name: string, endpoint: tf.Tensor5D): tf.Tensor5D => {
    const index = names.push(name) - 1;
    const mark = tf.customGrad((x) => ({
      value: (x as tf.Tensor).clone(),
      gradFunc: (gradient: tf.Tensor) => {
        returned[index] = performance.now();
        return gradient.clone();
      },
    }));
    reached.push(performance.now());
    return mark(endpoint) as tf.Tensor5D;
  };
  let scoredMs = 0;
  const startMs = performance.now();
  tf.tidy(() => {
    tf.valueAndGrad((of: tf.Tensor1D) => {
      const score = tappedScore(of, passing);
      scoredMs = performance.now();
      return score;
    })(tf.tensor1d([...mask]));
  });
  const endMs = performance.now();
  const stages = names.map((name, i) => ({
    name,
    forwardMs: reached[i]! - (reached[i - 1] ?? startMs),
    backwardMs: (returned[i - 1] ?? endMs) - returned[i]!,
  }));
  const last = names.length - 1;
  return [
    ...stages,
    { name: HEAD, forwardMs: scoredMs - reached[last]!, backwardMs: returned[last]! - scoredMs },
  ];
}
