/** The history drawer: its list, its keyboard use, and axe in all its states. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { LabError } from "../../../src/base/errors.ts";
import {
  FAKE_CUT_OFF,
  fakeEntry,
  fakeHistory,
  fakeSavedPage,
} from "../../support/page-harness/fake-history.ts";
import { findBarriers } from "./find-barriers.ts";
import { showPage } from "./show-page.tsx";
import { seen } from "../../support/seen.ts";
import { exact } from "./by-name.ts";

const opener = () => page.getByRole("button", exact("History"));
const dialog = () => page.getByRole("dialog", exact("History"));
const rows = () => dialog().getByRole("list", exact("Finished searches")).getByRole("listitem").elements();
const refusal = new LabError("storage", "History: this browser does not let this page save data (refused).");
const entries = (count: number) => Array.from({ length: count }, (_, n) => fakeEntry(n));

afterEach(() => {
  delete document.documentElement.dataset["theme"];
});

test("lists searches newest first with class, clip, scores, mask and age; one press opens one", async () => {
  const store = await showPage({ history: fakeHistory({ entries: entries(2) }) });
  await userEvent.click(opener());
  await expect.poll(rows).toHaveLength(2);
  expect(rows()[0]?.textContent).toContain("Disc moving up · 1 hour ago");
  expect(rows()[1]?.textContent).toContain("holiday-1.mp4 · 2 hours ago");
  expect(rows()[0]?.textContent).toContain("I3D OS 0.944 → FS 0.031");
  await expect.element(dialog().getByRole("img", exact("Perturbed: frames 5–9")).first()).toBeVisible();
  await userEvent.click(dialog().getByRole("button", exact("Open Moving something up")));
  await expect.poll(() => dialog().elements()).toEqual([]);
  await expect.poll(() => seen(store).finding?.from.kind).toBe("link");
});

test("the focus moves to the next entry after deleting, to Undo after the last one, to the button after closing", async () => {
  await showPage({ history: fakeHistory({ entries: entries(2) }) });
  opener().element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(rows).toHaveLength(2);
  dialog()
    .getByRole("button", { name: /^Delete Moving/ })
    .element()
    .focus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(rows).toHaveLength(1);
  await expect.element(dialog().getByRole("button", { name: /^Delete Something/ })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(dialog().getByRole("button", exact("Undo"))).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.poll(rows).toHaveLength(1);
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => dialog().elements()).toEqual([]);
  await expect.element(opener()).toHaveFocus();
});

test("all entries can be deleted after a confirmation, and restored", async () => {
  await showPage({ history: fakeHistory({ entries: entries(3) }) });
  await userEvent.click(opener());
  await userEvent.click(dialog().getByRole("button", exact("Delete all")));
  await expect.element(dialog().getByRole("button", exact("Keep"))).toHaveFocus();
  expect(rows()).toHaveLength(3); // nothing yet
  await userEvent.click(dialog().getByRole("button", exact("Delete all")));
  await expect.element(dialog().getByText("Deleted 3 searches.")).toBeVisible();
  await expect.element(dialog().getByText("No searches yet")).toBeVisible();
  await userEvent.click(dialog().getByRole("button", exact("Undo")));
  await expect.poll(rows).toHaveLength(3);
});

test("many entries can be filtered by clip, class and model", async () => {
  await showPage({ history: fakeHistory({ entries: entries(9) }) });
  await userEvent.click(opener());
  await userEvent.fill(dialog().getByRole("searchbox", exact("Filter the history")), "clockwise HOLIDAY-3");
  await expect.poll(rows).toHaveLength(1);
  await expect.element(dialog().getByText("1 of 9")).toBeVisible();
});

test("sizes are shown, and models can be cleared separately", async () => {
  await showPage({ history: fakeHistory({ entries: entries(1) }) });
  await userEvent.click(opener());
  await userEvent.click(dialog().getByText("Storage", { exact: false }).first());
  const row = () =>
    [...dialog().element().querySelectorAll("dl > div")].map((line) => line.textContent).join("; ");
  await expect.poll(row).toBe("Page4.2 MB; Models2.1 MB; Clips482.0 kB; History5.2 kB; Total6.8 MB");
  await userEvent.click(dialog().getByRole("button", exact("Clear cached models")));
  await expect.poll(row).toContain("Modelsnothing; Clips482.0 kB");
});

test("a new version is offered, but not during a search", async () => {
  const update = vi.fn();
  const store = await showPage({
    savedPage: fakeSavedPage({ update }),
    lab: { searchMask: () => new Promise(() => undefined) },
  });
  const reload = page.getByRole("button", exact("Reload"));
  store.getState().actions.saved.offerUpdate();
  await userEvent.click(reload);
  expect(update).toHaveBeenCalledOnce();
  void store.getState().actions.findMask();
  await expect.element(page.getByText(/You can reload once the search has ended/)).toBeVisible();
  expect(reload.elements()).toEqual([]);
});

describe.each(["light", "dark"])("axe, %s", (theme) => {
  test.each([
    { name: "a list", history: () => fakeHistory({ entries: entries(9), damaged: 2 }), width: 1280 },
    { name: "a list on a phone", history: () => fakeHistory({ entries: entries(3) }), width: 320 },
    { name: "an empty list", history: () => fakeHistory(), width: 390 },
    { name: "no storage", history: () => fakeHistory({ refusal }), width: 390 },
  ])("$name", async ({ history, width }) => {
    document.documentElement.dataset["theme"] = theme;
    await page.viewport(width, 800);
    const store = await showPage({ history: history() });
    await userEvent.click(opener());
    await expect.element(dialog()).toBeVisible();
    await expect.poll(() => store.getState().history.kind).not.toBe("loading");
    await userEvent.click(dialog().getByText("Storage", { exact: false }).first());
    expect(await findBarriers()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });

  test.each([1280, 320])("an interrupted search and a new version, %i px", async (width) => {
    document.documentElement.dataset["theme"] = theme;
    await page.viewport(width, 800);
    const store = await showPage({ history: fakeHistory({ pending: [FAKE_CUT_OFF] }) });
    await store.getState().actions.history.findCutOff();
    store.getState().actions.saved.offerUpdate();
    await expect.element(page.getByText(/A search was interrupted at step 120 of 300/)).toBeVisible();
    expect(await findBarriers()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
