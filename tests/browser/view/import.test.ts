/** The import dialog on fake workers: what it shows, asks, and passes on. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { ImportAnswers, Inspection } from "../../../src/recognise/inspection.ts";
import { FAKE_CLASSES, fakeCard, type FakeOptions } from "../../support/page-harness/fake-clients.ts";
import { FAKE_INSPECTION } from "../../support/page-harness/fake-library.ts";
import { showPage } from "./show-page.tsx";

const checkpoint = new File(["..."], "rgb_imagenet.pt");

/** Returns a page with a chosen checkpoint, and what it passes to the worker. */
async function asked(inspection: Partial<Inspection> = {}, lab: FakeOptions["lab"] = {}) {
  const given: ImportAnswers[] = [];
  const store = await showPage({
    lab: {
      inspectModel: () => Promise.resolve({ ...FAKE_INSPECTION, ...inspection }),
      importModel: ({ answers }) => {
        given.push(answers!);
        return Promise.resolve({ card: fakeCard("mine", "Mine"), files: [] });
      },
      ...lab,
    },
  });
  await store.getState().actions.importModel([checkpoint]);
  const dialog = page.getByRole("dialog", { name: "Load your model" });
  await expect.element(dialog).toBeVisible();
  return { store, given, dialog };
}

const load = () => page.getByRole("button", { name: "Load the model" });

describe("the import dialog", () => {
  test("says what the file is, and loads it with the first preset", async () => {
    const { given, dialog } = await asked();
    await expect.element(dialog).toHaveTextContent(/rgb_imagenet\.pt, PyTorch \(legacy\)/);
    await expect.element(dialog).toHaveTextContent(/8 classes, 12\.3 million weights/);
    await load().click();
    await expect.poll(() => given).toHaveLength(1);
    expect(given[0]).toEqual({
      name: "rgb_imagenet",
      ...FAKE_INSPECTION.presets[0]!.settings,
      classes: Array.from({ length: 8 }, (_, n) => `class ${n}`),
    });
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test("loads with another preset and changes made after choosing it", async () => {
    const { given } = await asked();
    await expect.element(page.getByLabelText("Frames", { exact: true })).toHaveValue(32); // control
    await userEvent.selectOptions(page.getByLabelText("Input preset"), "Something-Something");
    await expect.element(page.getByLabelText("Frames", { exact: true })).toHaveValue(16);
    await userEvent.fill(page.getByLabelText("Width"), "160");
    await userEvent.fill(page.getByLabelText("Name in the Model list"), "Ours");
    await load().click();
    await expect.poll(() => given).toHaveLength(1);
    expect(given[0]).toMatchObject({
      name: "Ours",
      input: { frames: 16, width: 160, height: 224, range: [0, 255] },
    });
  });

  test("accepts numbers as they are typed, and resets invalid ones; Enter loads", async () => {
    const { given } = await asked();
    const width = page.getByLabelText("Width");
    await userEvent.fill(width, "");
    await expect.element(width).toHaveAttribute("aria-invalid", "true");
    await userEvent.tab();
    await expect.element(width).toHaveValue(224);
    await userEvent.fill(width, "5000"); // more than a frame may have
    await userEvent.tab();
    await expect.element(width).toHaveValue(224);
    await userEvent.fill(width, "112");
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => given).toHaveLength(1);
    expect(given[0]).toMatchObject({ input: { width: 112 } });
  });

  test("accepts class names, and says if their number is wrong", async () => {
    const { given, dialog } = await asked();
    const names = page.getByLabelText("Class names");
    await userEvent.fill(names, "up\ndown");
    await expect.element(dialog.getByRole("status")).toHaveTextContent(/2 names.*8 classes/);
    await expect.element(load()).toBeDisabled();
    await userEvent.fill(names, JSON.stringify(FAKE_CLASSES));
    await load().click();
    await expect.poll(() => given[0]?.classes).toEqual(FAKE_CLASSES);
  });

  test("says which settings would fit, and does not load until they do", async () => {
    const [preset] = FAKE_INSPECTION.presets;
    const clstm: Inspection["presets"] = [
      {
        ...preset!,
        settings: {
          input: { ...preset!.settings.input, frames: 4, height: 16, width: 16 },
          architecture: { kind: "clstm4", units: [2], kernel: 3, stride: 1, effectiveSteps: [3] },
        },
      },
    ];
    const { given, dialog } = await asked({ kind: "clstm4", denseRows: 128, presets: clstm });
    await expect.element(load()).toBeEnabled(); // control
    await userEvent.fill(page.getByLabelText("Width"), "32");
    await userEvent.tab();
    await expect.element(dialog.getByRole("status")).toHaveTextContent(/128/);
    await expect.element(load()).toBeDisabled();
    await userEvent.fill(page.getByLabelText("Width"), "16");
    await userEvent.tab();
    await page.getByText("Network", { exact: true }).last().click();
    const steps = page.getByLabelText("Frames seen by the last layer");
    await expect.element(steps).toHaveValue("4");
    await userEvent.fill(steps, "2");
    await load().click();
    await expect.poll(() => given[0]?.architecture).toMatchObject({ effectiveSteps: [1] });
  });

  test("lists tensors that do not fit, and then loads nothing", async () => {
    const { dialog } = await asked({
      mismatches: [
        { name: "logits.conv3d.weight", problem: "missing", expected: [0, 1024, 1, 1, 1], found: null },
        { name: "Mixed_3b.b0.bn.bias", problem: "shape", expected: [64], found: [48] },
        { name: "epoch", problem: "unexpected", expected: null, found: [] },
      ],
    });
    const rows = page.getByRole("region", { name: "Tensors that do not fit" }).getByRole("row");
    await expect.element(rows.nth(1)).toHaveTextContent(/logits.*missing.*any × 1024 × 1 × 1 × 1.*none/);
    await expect.element(rows.nth(2)).toHaveTextContent(/wrong shape.*64.*48/);
    await expect.element(dialog.getByText("1 tensor ignored")).toBeInTheDocument();
    await expect.element(load()).not.toBeInTheDocument();
  });

  test("keeps all input if the weights cannot be loaded", async () => {
    const refuse = () =>
      Promise.reject(new Error("endFC.weight holds 3 values that are not finite numbers."));
    const { dialog } = await asked({}, { importModel: refuse });
    await userEvent.fill(page.getByLabelText("Name in the Model list"), "Ours");
    await load().click();
    await expect.element(dialog.getByRole("alert")).toHaveTextContent(/not finite/);
    await expect.element(page.getByLabelText("Name in the Model list")).toHaveValue("Ours");
  });

  test("shows progress while the weights are read, and can be stopped", async () => {
    const never = (_: unknown, { onStep }: { onStep?: ((step: never) => void) | undefined }) => {
      onStep?.({ loaded: 20e6, total: 49e6 } as never);
      return new Promise<never>(() => undefined);
    };
    const { dialog } = await asked({}, { importModel: never });
    await load().click();
    await expect
      .element(dialog.getByRole("progressbar"))
      .toHaveAttribute("aria-valuetext", "20.0 MB of 49.0 MB");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect.element(dialog.getByRole("progressbar")).not.toBeInTheDocument();
    await expect.element(load()).toBeEnabled();
    await userEvent.keyboard("{Escape}");
    await expect.element(dialog).not.toBeInTheDocument();
  });
});

test("imported models are listed with file and size, and can be removed", async () => {
  const { store } = await asked();
  await load().click();
  await page.getByText(/^Your models: 1/).click();
  const list = page.getByRole("list", { name: "Your models" });
  await expect.element(list).toHaveTextContent(/Mine.*rgb_imagenet\.pt.*saved in this browser/);
  await store.getState().actions.chooseModel("i3d");
  await list.getByRole("button", { name: "Remove Mine" }).click();
  await list.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.element(list).not.toBeInTheDocument();
});
