/** How a step's time divides among the network's stages, forward and backward. */
import * as tf from "@tensorflow/tfjs";
import type { StageTimes } from "../protocol.ts";
import type { Opened } from "./ours.ts";

/** From the last endpoint to the probability: logits and softmax. */
const HEAD = "(head)";

/**
 * Times the way from endpoint to endpoint. For backends that compute at once, so WASM and CPU.
 *
 * A stage's backward pass is the time between the gradient's arrival at its endpoint and at the one before; the first
 * stage's forward pass includes the mixing of the frames, its backward pass the way to the mask.
 *
 * @returns  in the network's order; ms a step.
 */
export function timeStages(subject: Opened, repetitions: number): Promise<StageTimes[]> {
  const stages: StageTimes[] = [];
  for (let i = 0; i <= repetitions; i++) {
    const times = timeOnce(subject);
    // The first is a warm-up.
    if (i === 0) stages.push(...times.map(({ name }) => ({ name, forwardMs: [], backwardMs: [] })));
    else
      times.forEach(({ forwardMs, backwardMs }, s) => {
        stages[s]!.forwardMs.push(forwardMs);
        stages[s]!.backwardMs.push(backwardMs);
      });
  }
  return Promise.resolve(stages);
}

/** One stage in one step, ms. */
interface StageTime {
  readonly name: string;
  readonly forwardMs: number;
  readonly backwardMs: number;
}

function timeOnce({ mask, tappedScore }: Opened): StageTime[] {
  const names: string[] = [];
  /** When each endpoint was reached, forward; then when its gradient was. */
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
