/** What a player shows. */
import type { Locator } from "playwright";

/** The picture of a figure's canvas as a data URL; equal exactly when every pixel is. */
export function pictureOf(figure: Locator): Promise<string> {
  return figure.locator("canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}
