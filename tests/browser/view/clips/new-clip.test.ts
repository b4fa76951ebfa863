/** The dialog that generates a clip. */
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { LabError } from "../../../../src/base/errors.ts";
import { fakeGenerated, type FakeOptions } from "../../../support/page-harness/fake-clients.ts";
import { showPage } from "../show-page.tsx";
import { exact } from "../by-name.ts";

const dialog = () => page.getByRole("dialog", exact("Generate clip"));
const seed = () => dialog().getByRole("textbox", exact("Seed"));

async function openDialog(options?: FakeOptions) {
  const store = await showPage(options);
  await userEvent.click(page.getByRole("button", exact("Generate clip")));
  await expect.element(dialog()).toBeVisible();
  return store;
}

test("a class and a seed give a preview with its event; the clip opens with that event", async () => {
  const store = await openDialog();
  await userEvent.selectOptions(dialog().getByLabelText("What happens"), "Moving something up");
  await userEvent.fill(seed(), "42");
  await expect.element(dialog().getByText("16 frames, event in frames 5–9")).toBeVisible();
  await userEvent.click(dialog().getByRole("button", exact("Use this clip")));
  await expect.poll(() => dialog().elements().length).toBe(0);
  await expect
    .poll(() => store.getState().onPage?.input)
    .toEqual({
      kind: "generated",
      className: "Moving something up",
      seed: 42,
    });
  await expect.element(page.getByText("Moving something up (seed 42)")).toBeVisible();
  await expect.element(page.getByText("true event")).toBeInTheDocument();
});

test("Shuffle picks a new seed each time, and generates once the user pauses", async () => {
  const generate = vi.fn((ask: Parameters<typeof fakeGenerated>[0]) => Promise.resolve(fakeGenerated(ask)));
  await openDialog({ clips: { generate } });
  const seeds = new Set<string>();
  for (let i = 0; i < 4; i++) {
    seeds.add((seed().element() as HTMLInputElement).value);
    await userEvent.click(dialog().getByRole("button", exact("Shuffle")));
  }
  expect(seeds.size).toBe(4);
  const last = Number((seed().element() as HTMLInputElement).value);
  await expect.poll(() => generate.mock.lastCall?.[0]).toMatchObject({ seed: last, T: 16 });
});

test.each(["", "-1", "1.5", "4294967296", "seven"])("“%s” is not a seed", async (text) => {
  await openDialog();
  await userEvent.fill(seed(), text);
  await expect.element(dialog().getByRole("alert")).toHaveTextContent("from 0 to 4294967295");
  await expect.element(dialog().getByRole("button", exact("Use this clip"))).toBeDisabled();
});

test("a clip that cannot be generated shows an error", async () => {
  const generate = () => Promise.reject(new LabError("value", "generateClip: it does not fit."));
  await openDialog({ clips: { generate } });
  await expect.element(dialog().getByText("generateClip: it does not fit.")).toBeVisible();
});
