/** Small pictures for the history. */
import type { FrameStack } from "../clip/clip.ts";

/** Twice the size it is shown at, CSS pixels, for sharp screens. */
const WIDTH = 160;
/** Of lossy pictures, 0..1: some 3 kB each. */
const QUALITY = 0.7;

/** Frame t as a `data:` address of a picture 160 px wide; null where the canvas refuses. */
export function thumbnail({ H, W, data }: FrameStack, t: number): string | null {
  const rgba = new ImageData(W, H);
  for (let pixel = 0; pixel < H * W; pixel++) {
    const from = (t * H * W + pixel) * 3;
    rgba.data.set([data[from]!, data[from + 1]!, data[from + 2]!, 255], pixel * 4);
  }
  const whole = new OffscreenCanvas(W, H);
  whole.getContext("2d")?.putImageData(rgba, 0, 0);
  const small = document.createElement("canvas");
  small.width = WIDTH;
  small.height = Math.max(1, Math.round((WIDTH * H) / W));
  const pen = small.getContext("2d");
  if (pen === null) return null;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(whole, 0, 0, small.width, small.height);
  // Safari writes no WebP and gives a PNG instead, several times the size.
  const webp = small.toDataURL("image/webp", QUALITY);
  return webp.startsWith("data:image/webp") ? webp : small.toDataURL("image/jpeg", QUALITY);
}
