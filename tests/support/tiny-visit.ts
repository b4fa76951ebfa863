/** A visit with the tiny model and an uploaded clip. */
import type { Page } from "playwright";
import { openClassList, partsOf, waitForPredictions } from "./app-page.ts";
import { clipFixture } from "./clip-fixtures.ts";
import { TINY_CARD, tinyModelFiles } from "./tiny-model.ts";

/** Loads a tiny model through "Load a model", uploads a clip and waits for the predictions. */
export async function bringTinyModel(page: Page, card = TINY_CARD): Promise<void> {
  const parts = partsOf(page);
  await parts.loadModel.setInputFiles(await tinyModelFiles(card));
  await parts.model.getByRole("option", { name: card.name, selected: true }).waitFor({ state: "attached" });
  await parts.upload.setInputFiles(clipFixture("vp9.webm"));
  await page.getByText("vp9.webm").first().waitFor();
  await waitForPredictions(page);
}

/** Returns the Class list's entries: every class with its score, the predictions first. Leaves the list closed. */
export async function listedClasses(page: Page): Promise<string[]> {
  const options = await openClassList(page);
  const texts = await options.allInnerTexts();
  await page.keyboard.press("Escape");
  return texts;
}
