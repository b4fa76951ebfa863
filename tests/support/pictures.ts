/** The picture that a player shows. */
import type { Locator } from "playwright";

/** Returns the picture on a figure's canvas as a data URL, which is equal only if every pixel is. */
export function pictureOf(figure: Locator): Promise<string> {
  return figure.locator("canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}
