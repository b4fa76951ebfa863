/** A small result to draw. Each frame has one colour, which identifies it in a picture. */
import type { FrameStack } from "../../src/clip/clip.ts";
import type { FigureFacts, FigureRow } from "../../src/export/figure-facts.ts";
import { temporalMask } from "../../src/math/mask.ts";

/** Returns frame t's colour: red rises by 14 per frame, green falls by as much, blue stays. */
export function colourOfFrame(t: number): readonly [red: number, green: number, blue: number] {
  return [20 + 14 * t, 230 - 14 * t, 90];
}

/** Returns frames [T, H, W, 3], each with its own colour. */
export function plainFrames(T: number, H = 32, W = 48): FrameStack {
  const data = new Uint8Array(T * H * W * 3);
  for (let at = 0; at < data.length; at += 3) data.set(colourOfFrame(Math.floor(at / (H * W * 3))), at);
  return { T, H, W, data };
}

/** Mask with frames 3 and 4 of 8 fully on and one half on; frames 3 and 4 then show frame 2. */
export const FIGURE_MASK: readonly number[] = [0, 0, 1, 1, 0, 0.4, 0, 0];

/** Returns one model's row; its Grad-CAM is at its maximum everywhere. */
export function figureRow(part: Partial<FigureRow> = {}): FigureRow {
  return {
    modelName: "I3D",
    className: "Moving something up",
    preset: "default",
    mask: temporalMask(FIGURE_MASK),
    visible: { x0: 0, y0: 0, x1: 1, y1: 1 },
    scores: { os: 0.944, fs: 0.031, rs: 0.384 },
    companion: null,
    cam: { T: 1, h: 1, w: 1, values: Float32Array.of(2) },
    ...part,
  };
}

/** Returns facts of a clip of 8 frames in 2 s, with one row. */
export function figureFacts(part: Partial<FigureFacts> = {}): FigureFacts {
  return {
    frames: plainFrames(8),
    durationS: 2,
    clipName: "Disc & co",
    label: "Moving something up",
    event: [2, 4],
    shows: "freeze",
    rows: [figureRow()],
    link: "https://lab.example/page/#v1.AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKKLLLLMMMMNNNNOOOOPPPPQQQQRRRRSSSSTTTT",
    ...part,
  };
}
