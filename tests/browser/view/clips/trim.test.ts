/** The trim handles. The fake clip is 2 s long, with frames 0.04 s apart. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { LabStore } from "../../../../src/state/lab-store.ts";
import { showPage } from "../show-page.tsx";
import { exact } from "../by-name.ts";

/** Handles are named together with their slider: "Start Trim". */
const handle = (name: string) => page.getByRole("slider", { name: new RegExp(`^${name}`) });
const time = (name: string) => page.getByRole("textbox", exact(`${name} (s)`));

/** Returns the part of the clip in use; undefined if it is the whole. */
function rangeOf(store: LabStore) {
  const input = store.getState().onPage?.input;
  return input !== undefined && "range" in input ? input.range : undefined;
}

async function showUpload(): Promise<LabStore> {
  await page.viewport(1280, 900);
  const store = await showPage();
  await store.getState().actions.openFiles([new File(["x"], "mine.mp4")]);
  await expect.element(handle("Start")).toBeInTheDocument();
  // The strip has loaded, and with it the distance between frames.
  await expect.element(handle("End")).toHaveAttribute("step", "0.04");
  return store;
}

describe("the trimmed part", () => {
  test("moves by a frame with an arrow, by a tenth with Page Up, to the ends with Home and End", async () => {
    const store = await showUpload();
    handle("Start").element().focus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(() => rangeOf(store)?.[0]).toBeCloseTo(0.04);
    await userEvent.keyboard("{PageUp}");
    await expect.poll(() => rangeOf(store)?.[0]).toBeCloseTo(0.24);
    await userEvent.keyboard("{Home}");
    await expect.poll(() => rangeOf(store)).toBeUndefined();
    handle("End").element().focus();
    await userEvent.keyboard("{PageDown}");
    await expect.poll(() => rangeOf(store)?.[1]).toBeCloseTo(1.8);
    expect(rangeOf(store)?.[0]).toBe(0);
  });

  test("keeps at least a tenth of a second between the handles", async () => {
    const store = await showUpload();
    handle("Start").element().focus();
    await userEvent.keyboard("{End}");
    await expect.poll(() => rangeOf(store)?.[0]).toBeCloseTo(1.9);
  });

  test("can be typed", async () => {
    const store = await showUpload();
    await userEvent.fill(time("Start"), "0.5");
    await userEvent.fill(time("End"), "1.25");
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => rangeOf(store)).toEqual([0.5, 1.25]);
    await expect.element(page.getByRole("button", { name: /^Trim/ })).toHaveTextContent("0.5–1.3 s");
  });

  test("is dragged as a whole by the window between the handles", async () => {
    const store = await showUpload();
    await store.getState().actions.chooseRange([0, 1]);
    const track = document.querySelector(".trim-track")!;
    const part = document.querySelector<HTMLElement>(".trim-window-movable")!;
    const { left, top, width, height } = track.getBoundingClientRect();
    const at = (share: number) => ({
      bubbles: true,
      pointerId: 1,
      clientX: left + share * width,
      clientY: top + height / 2,
    });
    part.setPointerCapture = () => undefined; // No real pointer is down.
    part.dispatchEvent(new PointerEvent("pointerdown", at(0.25)));
    part.dispatchEvent(new PointerEvent("pointermove", at(0.5)));
    part.dispatchEvent(new PointerEvent("pointerup", at(0.5)));
    await expect.poll(() => rangeOf(store)?.[0]).toBeCloseTo(0.5, 1);
    expect(rangeOf(store)![1] - rangeOf(store)![0]).toBeCloseTo(1);
  });

  test("of a bundled clip is folded away at first", async () => {
    const store = await showPage();
    expect(handle("Start").elements()).toEqual([]);
    await userEvent.click(page.getByRole("button", { name: /^Trim/ }));
    handle("Start").element().focus();
    await userEvent.keyboard("{PageUp}");
    await expect.poll(() => rangeOf(store)?.[0]).toBeCloseTo(0.2);
    // The true event stays where it is in the source.
    expect(store.getState().onPage?.clip.label).toBe("Moving something up");
  });
});
