/**
 * A space-and-time mask in a link's bytes: 4 bits per value, packed so that cells that do not change between frames
 * compress well.
 */
import { LabError } from "../base/errors.ts";
import { GRID_STEPS, type SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import * as is from "./byte-codec.ts";

/** Largest number of frames, the same as for temporal masks. */
const MOST_FRAMES = 512;
/** Largest number of cells of a grid across or down. */
const MOST_CELLS = 32;

const frames = sizeUpTo(MOST_FRAMES, "the frames of the grid");
const cells = sizeUpTo(MOST_CELLS, "the cells of the grid");

/**
 * Codec of a grid: two values per byte, the first in the low half. Each frame holds its change from the one before,
 * modulo 16.
 */
export const grid: is.Codec<SpatiotemporalMask> = {
  write(to, { T, h, w, values }) {
    frames.write(to, T);
    cells.write(to, h);
    cells.write(to, w);
    const steps = Array.from(values, (m) => gridStep.write(m));
    const changes = steps.map(
      (step, i) => (step - (steps[i - h * w] ?? 0) + GRID_STEPS + 1) % (GRID_STEPS + 1),
    );
    const packed = new Uint8Array(Math.ceil(changes.length / 2));
    changes.forEach((change, i) => (packed[i >> 1]! |= change << (4 * (i & 1))));
    to.put(packed);
  },
  read(from) {
    const [T, h, w] = [frames.read(from), cells.read(from), cells.read(from)];
    const packed = from.take(Math.ceil((T * h * w) / 2));
    const steps = new Uint8Array(T * h * w);
    for (let i = 0; i < steps.length; i++) {
      const change = (packed[i >> 1]! >> (4 * (i & 1))) & GRID_STEPS;
      steps[i] = ((steps[i - h * w] ?? 0) + change) % (GRID_STEPS + 1);
    }
    return { T, h, w, values: Float32Array.from(steps, (step) => step / GRID_STEPS) };
  },
};

/** Converts a mask value to its step, 0 to `GRID_STEPS`. */
const gridStep = {
  write(m: number): number {
    if (m >= 0 && m <= 1) return Math.round(m * GRID_STEPS);
    throw new LabError("link", `link: a value of the grid is ${m}; it must be from 0 to 1.`);
  },
};

function sizeUpTo(most: number, what: string): is.Codec<number> {
  return is.checked(is.uint(2, what), (n) => n >= 1 && n <= most, what, `it must be from 1 to ${most}`);
}
