/** Two models on one clip, and the stage's views, found by accessible names. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { showPage } from "./show-page.tsx";
import { seen } from "../../support/seen.ts";
import { exact } from "./by-name.ts";

const cells = (group: string) =>
  page
    .getByRole("group", exact(group))
    .getByRole("button")
    .elements()
    .map((cell) => (cell.ariaPressed === "true" ? 1 : 0));
const LEARNT = FAKE_MASK.map((m) => (m > 0.5 ? 1 : 0));

/** Returns the pixel in the middle of the figure's picture, [r, g, b]. */
function middlePixel(figure: string): number[] {
  const canvas = page.getByRole("figure", exact(figure)).element().querySelector("canvas")!;
  const { width, height } = canvas;
  return [
    ...canvas
      .getContext("2d")!
      .getImageData(width >> 1, height >> 1, 1, 1)
      .data.slice(0, 3),
  ];
}

describe("Compare with", () => {
  test("adds a second model beside the first, with separate names", async () => {
    await showPage();
    await userEvent.selectOptions(page.getByLabelText("Compare with", { exact: true }), "convlstm");
    await userEvent.click(page.getByRole("button", exact("Find mask")));
    const second = page.getByRole("region", exact("Scores, C-LSTM"));
    await expect.element(second.getByRole("status", exact("FS, C-LSTM"))).toHaveTextContent("0.031");
    // The main lane keeps the names it has without a second model.
    await expect.element(page.getByRole("status", exact("FS"))).toHaveTextContent("0.031");
    expect([cells("Temporal mask"), cells("Temporal mask, C-LSTM")]).toEqual([LEARNT, LEARNT]);
    for (const name of ["Original", "Masked", "Masked, C-LSTM"])
      await expect.element(page.getByRole("figure", exact(name))).toBeVisible();
    await expect
      .element(page.getByRole("region", exact("Comparison")).getByRole("status", exact("Mask overlap")))
      .toHaveTextContent("1.000");
  });

  test("each mask is painted on its own, and the overlap follows", async () => {
    const store = await showPage();
    await store.getState().actions.compareWithModel("convlstm");
    await store.getState().actions.findMask();
    const group = page.getByRole("group", exact("Temporal mask, C-LSTM"));
    await userEvent.click(group.getByRole("button", exact("Frame 14")));
    expect(cells("Temporal mask")).toEqual(LEARNT);
    expect(cells("Temporal mask, C-LSTM")).toEqual(LEARNT.with(13, 1));
    await expect.element(page.getByRole("status", exact("Mask overlap"))).toHaveTextContent("0.833"); // 5 of 6
    await userEvent.click(page.getByRole("button", exact("Reset to learnt, C-LSTM")));
    expect(cells("Temporal mask, C-LSTM")).toEqual(LEARNT);
  });

  test("shows both models' probabilities beside each class", async () => {
    const store = await showPage();
    await store.getState().actions.compareWithModel("convlstm");
    const first = page.getByRole("list", exact("Predictions")).getByRole("button").first();
    await expect.element(first).toHaveTextContent("Moving something up0.9440.944");
  });
});

describe("the stage's views", () => {
  test("Grad-CAM is a figure beside the others, coloured where its values are high", async () => {
    const store = await showPage();
    store.getState().actions.showFrame(7);
    await userEvent.click(page.getByRole("button", exact("Grad-CAM")));
    await expect.element(page.getByRole("figure", exact("Grad-CAM"))).toBeVisible();
    await expect.poll(() => middlePixel("Grad-CAM")).not.toEqual(middlePixel("Original"));
    // Viridis ends in yellow, which has almost no blue.
    const [red, green, blue] = middlePixel("Grad-CAM");
    expect(Math.min(red!, green!)).toBeGreaterThan(blue!);
  });

  test("Grad-CAM at opacity 0 is the original clip", async () => {
    const store = await showPage();
    store.getState().actions.showFrame(7);
    store.getState().actions.setViews({ cam: true, camOpacity: 0 });
    await expect.element(page.getByRole("figure", exact("Grad-CAM"))).toBeVisible();
    await expect.poll(() => seen(store).cam.kind).toBe("ready");
    await expect.poll(() => middlePixel("Grad-CAM")).toEqual(middlePixel("Original"));
  });

  test("Difference is black on unperturbed frames and shows what freezing changes on others", async () => {
    const store = await showPage();
    for (const t of [7, 8]) store.getState().actions.toggleFrame(t);
    await userEvent.click(page.getByRole("radio", exact("Difference")));
    store.getState().actions.showFrame(2);
    await expect.poll(() => middlePixel("Masked")).toEqual([0, 0, 0]);
    store.getState().actions.showFrame(8);
    const sum = () => {
      const canvas = page.getByRole("figure", exact("Masked")).element().querySelector("canvas")!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((total, value, i) => total + (i % 4 === 3 ? 0 : value), 0);
    };
    await expect.poll(sum).toBeGreaterThan(10_000);
  });

  test("Stacked puts one player below the other", async () => {
    await page.viewport(1280, 900);
    await showPage();
    const tops = () =>
      ["Original", "Masked"].map((name) =>
        Math.round(page.getByRole("figure", exact(name)).element().getBoundingClientRect().top),
      );
    expect(tops()[0]).toBe(tops()[1]);
    await userEvent.click(page.getByRole("button", exact("Stacked")));
    await expect.poll(() => tops()[1]! - tops()[0]!).toBeGreaterThan(100);
  });

  test("Full screen fills the page if the browser refuses, and Escape exits", async () => {
    await showPage();
    const stage = page.getByRole("region", exact("Players"));
    Object.defineProperty(document, "fullscreenEnabled", { value: false, configurable: true });
    try {
      await userEvent.click(page.getByRole("button", exact("Full screen")));
      await expect.element(stage).toHaveClass("fills-page");
      await userEvent.keyboard("{Escape}");
      await expect.element(stage).not.toHaveClass("fills-page");
    } finally {
      Reflect.deleteProperty(document, "fullscreenEnabled");
    }
  });
});

describe("the course of a search", () => {
  test("is shown when it ends: the loss terms, and why it stopped", async () => {
    const store = await showPage();
    await store.getState().actions.findMask();
    const course = page.getByRole("region", exact("Search"));
    await expect.element(course.getByText(/^Settled after 60 steps on WASM/)).toBeVisible();
    await expect
      .element(course.getByRole("img", { name: /^Course of the search: loss .* after 60 steps$/ }))
      .toBeVisible();
    for (const term of ["Loss", "Class score", "Mask, L1", "Mask, TV"])
      await expect.element(course.getByText(term, { exact: true })).toBeVisible();
  });

  test("can be scrubbed: the mask at a step is shown, then the result again", async () => {
    const store = await showPage();
    await store.getState().actions.findMask();
    const slider = page.getByRole("slider", exact("Search step"));
    await expect.element(slider).toHaveAttribute("aria-valuetext", "The mask on the page");
    slider.element().focus();
    await userEvent.keyboard("{Home}");
    await expect.element(slider).toHaveAttribute("aria-valuetext", "Step 1 of 60");
    // The fake search starts from a block of the middle twelve frames.
    expect(cells("Temporal mask")).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    await userEvent.click(page.getByRole("button", exact("Back to the result")));
    expect(cells("Temporal mask")).toEqual(LEARNT);
  });
});

test("the mask is described in words", async () => {
  const store = await showPage();
  const group = page.getByRole("group", exact("Temporal mask"));
  await expect.element(group).toHaveAccessibleDescription("No mask yet: no frame is perturbed.");
  await store.getState().actions.findMask();
  await expect.element(group).toHaveAccessibleDescription("Frames 5 to 9 perturbed, of 16.");
});

describe("another class", () => {
  test("stands beside the first under its own name, with a picker, a mask and scores of its own", async () => {
    const store = await showPage();
    await userEvent.selectOptions(page.getByLabelText("Compare with", { exact: true }), "Another class");
    const down = "Moving something down";
    await expect.element(page.getByRole("combobox", exact("Compared class"))).toHaveValue(down);
    await expect.element(page.getByRole("combobox", exact("Class"))).toHaveValue("Moving something up");
    await userEvent.click(page.getByRole("button", exact("Find mask")));
    const other = page.getByRole("region", exact(`Scores, ${down}`));
    await expect.element(other.getByRole("status", exact(`FS, ${down}`))).toHaveTextContent("0.031");
    await expect.element(page.getByRole("status", exact("FS"))).toHaveTextContent("0.031");
    expect([cells("Temporal mask"), cells(`Temporal mask, ${down}`)]).toEqual([LEARNT, LEARNT]);
    await expect.element(page.getByRole("region", exact("Comparison"))).toHaveTextContent(/both classes/);
    await userEvent.selectOptions(page.getByLabelText("Compare with", { exact: true }), "Nothing");
    await expect.element(other).not.toBeInTheDocument();
    expect(store.getState().lanes).toHaveLength(1);
  });
});
