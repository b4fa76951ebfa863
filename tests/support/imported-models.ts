/**
 * Checkpoints written by PyTorch, a clip's frames and PyTorch's results, made by
 * `tests/golden/make-imported-models.py`.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright";
import { partsOf } from "./app-page.ts";

/** Returns the path of a file in `tests/fixtures/imported`. */
export function importedFixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/imported/${name}`, import.meta.url));
}

/** PyTorch's results for the frames. */
export interface ExpectedAnswers {
  readonly probabilities: readonly number[];
  /** Score of the predicted class, on the clip and on the clip frozen under `mask`. */
  readonly os: number;
  readonly fs: number;
}

/** The golden file. */
export const EXPECTED = JSON.parse(readFileSync(importedFixture("expected.json"), "utf8")) as {
  readonly names: readonly string[];
  readonly mask: readonly number[];
  readonly i3d: ExpectedAnswers;
  readonly clstm: ExpectedAnswers;
};

/** Opens the 16 frames as a clip. They have the networks' input size, so no pixel changes. */
export async function openFrames(page: Page): Promise<void> {
  const frames = EXPECTED.mask.map((_, t) => importedFixture(`frame-${String(t + 1).padStart(2, "0")}.png`));
  await partsOf(page).upload.setInputFiles(frames);
  await page.getByText("16 frames").first().waitFor();
}

/** Values for the form that differ from its first preset. */
export interface FormAnswers {
  readonly name: string;
  readonly range: "−1 to 1" | "0 to 1";
  readonly size: number;
  /** Spatial stride, of a C-LSTM. */
  readonly stride?: number;
}

/** Chooses a checkpoint under "Load a model", fills in what it lacks, and waits until the model is in use. */
export async function importCheckpoint(page: Page, file: string, answers: FormAnswers): Promise<void> {
  const { model, loadModel } = partsOf(page);
  await loadModel.setInputFiles([importedFixture(file), importedFixture("labels.txt")]);
  await fillImport(page, answers);
  await model
    .getByRole("option", { name: `${answers.name} (yours)`, selected: true })
    .waitFor({ state: "attached" });
}

/** Fills in the dialog and loads the model. */
export async function fillImport(page: Page, { name, range, size, stride }: FormAnswers): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Load your model" });
  await dialog.getByLabel("Name in the Model list").fill(name);
  await dialog.getByLabel("Frames", { exact: true }).fill("16");
  await dialog.getByLabel("Width", { exact: true }).fill(String(size));
  await dialog.getByLabel("Height", { exact: true }).fill(String(size));
  await dialog.getByLabel("Value range").selectOption(range);
  if (stride !== undefined) {
    await dialog.getByText("Network", { exact: true }).last().click();
    await dialog.getByLabel("Stride", { exact: true }).fill(String(stride));
    await page.keyboard.press("Tab");
  }
  await dialog.getByRole("button", { name: "Load the model", disabled: false }).click();
  await dialog.waitFor({ state: "detached" });
}
