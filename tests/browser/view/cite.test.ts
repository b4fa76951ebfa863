/** "Cite": from the header, the phone's menu and "Export" to BibTeX in the clipboard. */
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { bibtexOf } from "../../../src/view/cite/bibtex.ts";
import { LAB, PAPER } from "../../../src/view/cite/works.ts";
import { findBarriers } from "./find-barriers.ts";
import { showPage } from "./show-page.tsx";
import { button, exact } from "./by-name.ts";

const dialog = () => page.getByRole("dialog", exact("Cite"));

beforeEach(() => page.viewport(1280, 900));

/** Replaces the clipboard until the test ends; `write` gets what is copied. */
function withClipboard(write: (text: string) => Promise<void>): void {
  const spy = vi.spyOn(navigator.clipboard, "writeText").mockImplementation(write);
  onTestFinished(() => spy.mockRestore());
}

test("both entries are copied by keyboard, each with its confirmation", async () => {
  const copied: string[] = [];
  withClipboard((text) => Promise.resolve(void copied.push(text)));
  await showPage();
  button("Cite").element().focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(dialog()).toBeVisible();
  for (const [name, work] of [
    ["the paper", PAPER],
    ["the lab", LAB],
  ] as const) {
    const copy = button(`Copy BibTeX of ${name}`);
    copy.element().focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("status", exact(`Copying ${name}`))).toHaveTextContent("Copied.");
    expect(copied.at(-1)).toBe(bibtexOf(work));
    await expect.element(copy).toHaveFocus();
  }
  expect(await findBarriers()).toEqual([]);
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => dialog().elements()).toEqual([]);
  await expect.element(button("Cite")).toHaveFocus();
});

test("where the clipboard is closed, the entry is selected to be copied by hand", async () => {
  withClipboard(() => Promise.reject(new Error("closed")));
  await showPage();
  await userEvent.click(button("Cite"));
  await userEvent.click(button("Copy BibTeX of the paper"));
  await expect
    .element(page.getByRole("status", exact("Copying the paper")))
    .toHaveTextContent(/^The clipboard is closed to this page\./);
  expect(getSelection()?.toString()).toBe(bibtexOf(PAPER));
});

test("on a phone it is in the menu, and nothing has to be scrolled sideways", async () => {
  await page.viewport(320, 640);
  await showPage();
  await userEvent.click(button("More"));
  await userEvent.click(page.getByRole("menuitem", exact("Cite")));
  await expect.element(dialog()).toBeVisible();
  for (const entry of document.querySelectorAll("pre"))
    expect(entry.scrollWidth).toBeLessThanOrEqual(entry.clientWidth);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  expect(await findBarriers()).toEqual([]);
});

test("Export leads to it", async () => {
  const store = await showPage();
  await store.getState().actions.findMask();
  await userEvent.click(button("Export"));
  await userEvent.click(page.getByRole("dialog", exact("Export")).getByRole("button", exact("Cite")));
  await expect.element(dialog()).toBeVisible();
  expect(page.getByRole("dialog").elements()).toHaveLength(1);
});

test.each([
  { width: 768, name: "More" },
  { width: 959, name: "More" },
  { width: 960, name: "Cite" },
])("the header with $name fits into $width px", async ({ width, name }) => {
  await page.viewport(width, 800);
  await showPage();
  await expect.element(button(name)).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});
