/** Makes small pictures for the history. */
import type { FrameStack } from "../clip/clip.ts";

/** Width in pixels: twice the size shown, for high-density screens. */
const WIDTH = 160;
/** Quality of the lossy encoding, 0..1: about 3 kB a picture. */
const QUALITY = 0.7;

/** Returns frame t as the `data:` address of a picture 160 px wide; null if the canvas gives no context. */
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
  // Safari cannot encode WebP and returns a PNG instead, several times as large.
  const webp = small.toDataURL("image/webp", QUALITY);
  return webp.startsWith("data:image/webp") ? webp : small.toDataURL("image/jpeg", QUALITY);
}
