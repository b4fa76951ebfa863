/** Times a convolution from the middle of the bundled I3D (the larger one of Mixed_3c) on the current backend. */
import * as tf from "@tensorflow/tfjs";
import { conv3d } from "./ops/conv3d.ts";
import { Conv3dFilter } from "./ops/conv3d-filter.ts";

const INPUT = [1, 8, 8, 8, 32] as const;
const OUT_CHANNELS = 48;
const REPETITIONS = 20;

/** Returns the shortest of `REPETITIONS` runs, in milliseconds. Only for synchronous backends: WASM and CPU. */
export function timeConvolution(): number {
  const values = new Float32Array(27 * INPUT[4] * OUT_CHANNELS).fill(0.01);
  const filter = new Conv3dFilter(values, [3, 3, 3, INPUT[4], OUT_CHANNELS], new Float32Array(OUT_CHANNELS));
  const x = tf.ones<tf.Rank.R5>([...INPUT]);
  const run = () => {
    const startMs = performance.now();
    conv3d(x, filter).dispose();
    return performance.now() - startMs;
  };
  run(); // The first run packs the filter.
  const least = Math.min(...Array.from({ length: REPETITIONS }, run));
  filter.dispose();
  x.dispose();
  return least;
}
