/** The accessible names that docs/words.md promises, and what each control does. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { LabError } from "../../../src/base/errors.ts";
import { FAKE_CLASSES, FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { showPage } from "./show-page.tsx";
import { exact } from "./by-name.ts";

const maskCells = () => page.getByRole("group", exact("Temporal mask")).getByRole("button");
const pressed = () =>
  maskCells()
    .elements()
    .map((cell) => (cell.ariaPressed === "true" ? 1 : 0));

describe("the page's contract", () => {
  test("has every control under its name after a first visit", async () => {
    await showPage();
    await expect
      .element(page.getByLabelText("Upload a clip", { exact: true }))
      .toHaveAttribute("type", "file");
    await expect
      .element(page.getByLabelText("Load a model", { exact: true }))
      .toHaveAttribute("type", "file");
    await expect.element(page.getByLabelText("Model", { exact: true })).toHaveValue("i3d");
    expect(page.getByRole("list", exact("Clips")).getByRole("button").elements()).toHaveLength(2);
    await expect.element(page.getByRole("combobox", exact("Class"))).toHaveValue(FAKE_CLASSES[0]);
    await expect.element(page.getByRole("button", exact("Find mask"))).toBeEnabled();
    await expect.element(page.getByRole("button", exact("Play"))).toBeVisible();
    await expect.element(page.getByRole("button", exact("Copy permalink"))).toBeEnabled();
    await expect.element(page.getByRole("slider", exact("Frame"))).toHaveValue("1");
    expect(
      maskCells()
        .elements()
        .map((cell) => cell.ariaLabel),
    ).toEqual(Array.from({ length: 16 }, (_, t) => `Frame ${t + 1}`));
    for (const name of ["Original", "Masked"])
      await expect.element(page.getByRole("figure", exact(name))).toBeVisible();
    await expect
      .element(page.getByRole("status", exact("Backend")))
      .toHaveTextContent(/WASM.*WebGPU is not available/);
    const scores = page.getByRole("region", exact("Scores"));
    await expect.element(scores.getByRole("status", exact("OS"))).toHaveTextContent("0.944");
    for (const name of ["FS", "RS"])
      await expect.element(scores.getByRole("status", exact(name))).toHaveTextContent("–");
  });

  test("a search shows its progress, can be cancelled, and returns the focus", async () => {
    await showPage({
      lab: {
        searchMask: (_, { onStep }) => {
          onStep?.({
            step: 30,
            of: 300,
            loss: 0.5,
            l1: 0.1,
            tv: 0.1,
            classScore: 0.3,
            mask: FAKE_MASK,
            secondsLeft: 75,
          });
          return new Promise(() => {});
        },
      },
    });
    await userEvent.click(page.getByRole("button", exact("Find mask")));
    const bar = page.getByRole("progressbar", exact("Mask search"));
    await expect.element(bar).toHaveAttribute("aria-valuenow", "30");
    await expect.element(bar).toHaveAttribute("aria-valuemax", "300");
    await expect.element(page.getByText("1 min 15 s left")).toBeVisible();
    // The strip shows the current mask of the search, and cannot be edited.
    expect(pressed()).toEqual(FAKE_MASK.map((m) => (m > 0.5 ? 1 : 0)));
    await expect.element(maskCells().first()).toHaveAttribute("aria-disabled", "true");
    await expect.element(page.getByRole("button", exact("Cancel"))).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("button", exact("Find mask"))).toHaveFocus();
    expect(bar.elements()).toEqual([]);
    expect(pressed().includes(1)).toBe(false);
  });

  test("a finished search fills the scores and says what they mean", async () => {
    const store = await showPage();
    await store.getState().actions.findMask();
    await expect.element(page.getByRole("status", exact("FS"))).toHaveTextContent("0.031");
    await expect.element(page.getByRole("status", exact("RS"))).toHaveTextContent("0.384");
    await expect.element(page.getByText(/Freezing frames 5–9 drops/)).toBeVisible();
  });

  test("a different class adds P, the predicted one", async () => {
    await showPage();
    const box = page.getByRole("combobox", exact("Class"));
    await userEvent.click(box);
    // Predictions first, then the others by name.
    const names = page
      .getByRole("option")
      .elements()
      .map((option) => option.firstElementChild?.textContent);
    expect(names.slice(0, 2)).toEqual(["Moving something up", "Moving something down"]);
    expect(names.slice(5)).toEqual([FAKE_CLASSES[3], FAKE_CLASSES[6], FAKE_CLASSES[7]]);
    await userEvent.keyboard("clockwise");
    expect(page.getByRole("option").elements()).toHaveLength(1);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await expect.element(box).toHaveValue("Something turning clockwise");
    await expect.element(page.getByRole("status", exact("P"))).toHaveTextContent("Moving something up");
    expect(page.getByRole("status", exact("CS")).elements()).toEqual([]);
  });

  test("a problem is an alert that names it and can be dismissed", async () => {
    const store = await showPage();
    store
      .getState()
      .actions.report(new LabError("decode", "mine.mp4: it is empty (0 bytes). Copy it again."));
    const alert = page.getByRole("alert");
    await expect.element(alert).toHaveTextContent("mine.mp4: it is empty (0 bytes). Copy it again.");
    await userEvent.click(alert.getByRole("button", exact("Dismiss")));
    expect(alert.elements()).toEqual([]);
  });

  test("Find mask says why it cannot be pressed", async () => {
    await showPage({ manifest: [] });
    const button = page.getByRole("button", exact("Find mask"));
    await expect.element(button).toBeDisabled();
    await expect.element(button).toHaveAccessibleDescription("Choose or upload a clip first.");
  });
});

describe("the keyboard", () => {
  test("arrows step and space plays, wherever the focus is", async () => {
    const store = await showPage();
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowLeft}");
    await expect.element(page.getByRole("slider", exact("Frame"))).toHaveValue("2");
    await userEvent.keyboard(" ");
    await expect.element(page.getByRole("button", exact("Pause"))).toBeVisible();
    expect(store.getState().player.playing).toBe(true);
  });

  test("typing in the class box is left alone", async () => {
    const store = await showPage();
    await userEvent.click(page.getByRole("combobox", exact("Class")));
    await userEvent.keyboard("something up{ArrowLeft} ");
    expect(store.getState().player).toMatchObject({ frame: 0, playing: false });
  });

  test("in the mask, arrows move from cell to cell and space toggles", async () => {
    await showPage();
    maskCells().first().element().focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight} ");
    expect(pressed()).toEqual([0, 0, 1, ...new Array<number>(13).fill(0)]);
    await expect.element(maskCells().nth(2)).toHaveFocus();
    // The whole mask is one tab stop.
    expect(
      maskCells()
        .elements()
        .filter((cell) => cell.tabIndex === 0),
    ).toHaveLength(1);
  });
});

test("a click toggles a cell, a drag paints the cells it crosses, and undo takes the drag back", async () => {
  await showPage();
  await userEvent.click(maskCells().nth(8));
  await userEvent.dragAndDrop(maskCells().nth(1), maskCells().nth(3));
  await expect.poll(pressed).toEqual([0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  await userEvent.click(page.getByRole("button", exact("Undo")));
  expect(pressed()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
});

test("Shift with the arrows paints, as one stroke", async () => {
  await showPage();
  maskCells().nth(3).element().focus();
  await userEvent.keyboard(" {Shift>}{ArrowRight}{ArrowRight}{/Shift}");
  expect(pressed()).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  await userEvent.click(page.getByRole("button", exact("Undo")));
  expect(pressed().indexOf(1)).toBe(3);
  expect(pressed().lastIndexOf(1)).toBe(3);
});

test("a finger paints by dragging over the cells, and toggles by a tap", async () => {
  await showPage();
  const centre = (t: number) => {
    const { x, y, width, height } = maskCells().nth(t).element().getBoundingClientRect();
    return { clientX: x + width / 2, clientY: y + height / 2 };
  };
  const first = maskCells().nth(4).element() as HTMLElement;
  first.scrollIntoView({ block: "center" }); // a finger is on the screen
  const touch = (type: string, t: number) =>
    first.dispatchEvent(
      new PointerEvent(type, { pointerType: "touch", pointerId: 7, bubbles: true, button: 0, ...centre(t) }),
    );
  touch("pointerdown", 4);
  expect(pressed().includes(1)).toBe(false); // it may yet scroll
  touch("pointermove", 5);
  touch("pointermove", 7);
  touch("pointerup", 7);
  await expect.poll(pressed).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  touch("pointerdown", 4);
  touch("pointerup", 4);
  first.click();
  await expect.poll(() => pressed()[4]).toBe(0);
});
