/**
 * Measures at start-up how fast each tile of the WebGPU convolution is on this adapter, and gives the results to
 * `chooseTile`. The wrong tile can be several times slower, and no limit that an adapter reports predicts which is right.
 */
import * as tf from "@tensorflow/tfjs";
import { sizeOf, type Shape5 } from "../base/shape.ts";
import {
  forceTile,
  invocationsOf,
  setTileSpeeds,
  TILES,
  workgroupsOf,
  type TileName,
} from "./kernels/conv3d-tiles.ts";
import { conv3d } from "./ops/conv3d.ts";
import { Conv3dFilter } from "./ops/conv3d-filter.ts";

/** The measurements, as plain data. */
export interface ConvolutionCalibration {
  /** Measured tiles, fastest first, each with its speed in billions of products per second. */
  readonly tiles: readonly { readonly name: TileName; readonly speed: number }[];
  /** Approximate number of invocations that run in parallel; 0 if it was not measured. */
  readonly full: number;
  /** Duration of the calibration. */
  readonly ms: number;
}

/** If an already compiled pass takes longer than this, stop measuring: every tile is slow on an emulated card. */
const SLOW_MS = 30;

/** Try no further tile after this time: some drivers take long to compile. */
const BUDGET_MS = 1000;

/** Long enough to outweigh timer rounding (browsers round to 0.1 ms or 1 ms) and the round trip to the card. */
const LONG_MS = 20;

/** The first tile compiles fastest and suits an emulated card; the others suit real cards, the safest choice first. */
const ORDER: readonly TileName[] = ["64 x 16", "64 x 64", "16 x 16 in 4 slices", "32 x 32", "128 x 64"];

/** Tile used to measure how many invocations run in parallel. */
const WHOLE: TileName = "64 x 64";

const CHANNELS = 16;
const OUT_CHANNELS = 64;
const SIDE = 16;

/** Number of frames in the timed layer; the second number is used if the first takes less than `MOMENT_MS`. */
const FRAMES = [4, 64] as const;
const MOMENT_MS = 3;

/** Times the tiles, in a few tenths of a second. The current backend must be WebGPU. */
export async function calibrateConvolution(): Promise<ConvolutionCalibration> {
  const startMs = performance.now();
  const filter = new Conv3dFilter(
    new Float32Array(27 * CHANNELS * OUT_CHANNELS),
    [3, 3, 3, CHANNELS, OUT_CHANNELS],
    new Float32Array(OUT_CHANNELS),
  );
  const layer = (frames: number, side: number): Layer => {
    const shape: Shape5 = [1, frames, side, side, CHANNELS];
    return {
      x: tf.zeros<tf.Rank.R5>([...shape]),
      filter,
      products: (sizeOf(shape) * 27 * OUT_CHANNELS) / 1e6,
    };
  };
  const [short, long, single] = [layer(FRAMES[0], SIDE), layer(FRAMES[1], SIDE), layer(1, 4)];
  try {
    let timed = short;
    const tiles: { name: TileName; speed: number }[] = [];
    const elapsed = () => performance.now() - startMs;
    for (const name of ORDER) {
      if (tiles.length > 0 && elapsed() > BUDGET_MS) break;
      forceTile(name);
      await timeOf(short, 1); // compiles
      const onceMs = await timeOf(short, 1);
      if (tiles.length === 0 && onceMs < MOMENT_MS) timed = long;
      const slow = onceMs > SLOW_MS;
      tiles.push({ name, speed: timed.products / (slow ? onceMs : await timeOften(timed)) });
      if (slow) break;
    }
    // One workgroup takes as long as all the workgroups that run in parallel with it.
    let full = 0;
    if (tiles.some(({ name }) => name === WHOLE)) {
      forceTile(WHOLE);
      const aloneMs = await timeOften(single);
      const allMs = await timeOften(timed);
      const groups = workgroupsOf(TILES[WHOLE], sizeOf(timed.x.shape) / CHANNELS, OUT_CHANNELS);
      full = Math.round((groups * invocationsOf(TILES[WHOLE]) * aloneMs) / allMs);
    }
    tiles.sort((a, b) => b.speed - a.speed);
    setTileSpeeds(Object.fromEntries(tiles.map(({ name, speed }) => [name, speed])), full);
    return { tiles, full, ms: elapsed() };
  } finally {
    forceTile(null);
    filter.dispose();
    tf.dispose([short.x, long.x, single.x]);
  }
}

interface Layer {
  readonly x: tf.Tensor5D;
  readonly filter: Conv3dFilter;
  /** Number of products in one pass, in millions. */
  readonly products: number;
}

/** Returns the milliseconds per pass, averaged over enough passes to last about `LONG_MS`. */
async function timeOften(layer: Layer): Promise<number> {
  const onceMs = await timeOf(layer, 1);
  const runs = Math.min(Math.max(Math.round(LONG_MS / onceMs), 1), 64);
  if (runs === 1) return onceMs;
  return (await timeOf(layer, runs)) / runs;
}

/** Returns the milliseconds that `runs` passes take, until the last one's values arrive. */
async function timeOf({ x, filter }: Layer, runs: number): Promise<number> {
  const startMs = performance.now();
  const last = tf.tidy(() => {
    for (let run = 1; run < runs; run++) conv3d(x, filter).dispose();
    return conv3d(x, filter).flatten().slice([0], [1]);
  });
  await last.data();
  last.dispose();
  return performance.now() - startMs;
}
