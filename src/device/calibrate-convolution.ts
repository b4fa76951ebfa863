/**
 * Measures, once at start-up, how fast each tile of the WebGPU convolution is on this adapter, and sets what
 * `chooseTile` goes by. The right tile differs by a factor of several between adapters, and no limit tells it.
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

/** What was measured, as plain data. */
export interface ConvolutionCalibration {
  /** Tiles that will be used, the fastest first, each with its billions of products a second. */
  readonly tiles: readonly { readonly name: TileName; readonly speed: number }[];
  /** Invocations that run side by side, roughly; 0 where that was not measured. */
  readonly full: number;
  readonly ms: number;
}

/** A pass that takes longer than this, compiled before, ends the search: on an emulation every tile is slow. */
const SLOW_MS = 30;

/** No further tile is tried after this time: some drivers compile for long. */
const BUDGET_MS = 1000;

/** Long enough for a timer that browsers round to 0.1 ms or 1 ms, and for the way to the card and back. */
const LONG_MS = 20;

/** First the one that compiles soonest and suits an emulation; then those that suit a card, the surest first. */
const ORDER: readonly TileName[] = ["64 x 16", "64 x 64", "16 x 16 in 4 slices", "32 x 32", "128 x 64"];

/** The tile by which the adapter's breadth is measured. */
const WHOLE: TileName = "64 x 64";

const CHANNELS = 16;
const OUT_CHANNELS = 64;
const SIDE = 16;

/** Frames of the layer that is timed: the second number where the first is over in a moment. */
const FRAMES = [4, 64] as const;
const MOMENT_MS = 3;

/** Times the tiles; the current backend must be WebGPU. Takes some tenths of a second. */
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
    // One workgroup takes as long as all that fit in beside it.
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
  /** Millions. */
  readonly products: number;
}

/** Milliseconds of one pass, from as many as take a while. */
async function timeOften(layer: Layer): Promise<number> {
  const onceMs = await timeOf(layer, 1);
  const runs = Math.min(Math.max(Math.round(LONG_MS / onceMs), 1), 64);
  if (runs === 1) return onceMs;
  return (await timeOf(layer, runs)) / runs;
}

/** Milliseconds of so many passes, from the first to the last one's numbers. */
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
