/** A clip and a class score whose correct space-and-time mask is known: the score depends on a moving block. */
import * as tf from "@tensorflow/tfjs";
import { freezePixels, upsampleMasks } from "../../src/perturb/freeze-pixels.ts";
import type { MaskScorer } from "../../src/search/descent.ts";

/** Number of frames, and of cells of 2 pixels across a frame. */
export const BLOCK_CLIP = { T: 5, h: 10, w: 10 };
const CELL = 2;
/** Cells across the block, which moves by its own length per frame. */
const BLOCK = 2;
const SIZE = BLOCK_CLIP.w * CELL;

/** Place in a frame, in blocks from the top and from the left. */
type Place = (t: number) => { readonly y: number; readonly x: number };

/** Path of the block: from left to right, above the middle. */
const blockPlace: Place = (t) => ({ y: 1, x: t });

/** Returns whether the block covers the cell. */
export function isBlockCell(t: number, y: number, x: number, placeOf = blockPlace): boolean {
  const place = placeOf(t);
  return Math.floor(y / BLOCK) === place.y && Math.floor(x / BLOCK) === place.x;
}

/**
 * Returns a scorer whose score is high while the block is visible along its path from frame 1 on, and low once it is
 * frozen away.
 *
 * @param looksAt  place that the score looks at in each frame.
 */
export function movingBlockScorer(looksAt = blockPlace): MaskScorer & { dispose(): void } {
  const { T } = BLOCK_CLIP;
  const picture = (placeOf: Place, first: number) =>
    Float32Array.from({ length: T * SIZE * SIZE }, (_, i) => {
      const [t, y, x] = [Math.floor(i / SIZE ** 2), Math.floor((i / SIZE) % SIZE), i % SIZE];
      return t >= first && isBlockCell(t, Math.floor(y / CELL), Math.floor(x / CELL), placeOf) ? 1 : 0;
    });
  const frames = tf.tensor5d(picture(blockPlace, 0), [1, T, SIZE, SIZE, 1]);
  const looked = tf.tensor2d(picture(looksAt, 1), [1, T * SIZE * SIZE]);
  const looks = (T - 1) * (BLOCK * CELL) ** 2;
  return {
    mostAtOnce: 4,
    perturbed: (masks) =>
      tf.tidy(() => {
        const pixels = upsampleMasks(masks, BLOCK_CLIP, { h: SIZE, w: SIZE });
        const clips = freezePixels(frames, pixels).reshape<tf.Tensor2D>([masks.shape[0], -1]);
        const seen = tf.div(tf.sum(tf.mul(clips, looked), 1), looks);
        return tf.sigmoid(tf.mul(tf.sub(seen, 0.5), 12)).as1D();
      }),
    dispose: () => {
      tf.dispose([frames, looked]);
    },
  };
}
