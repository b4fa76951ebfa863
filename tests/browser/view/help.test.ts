/** Help on the page: terms, shortcut sheet, greeting. Found by accessible names alone. */
import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { SHORTCUTS } from "../../../src/view/shortcuts/shortcuts.ts";
import { GLOSSARY } from "../../../src/view/terms/glossary.ts";
import { findBarriers } from "./find-barriers.ts";
import { forgetVisits, showPage } from "./show-page.tsx";
import { seen } from "../../support/seen.ts";
import { button, exact } from "./by-name.ts";

beforeEach(forgetVisits);

describe("a term", () => {
  test("shows its meaning on keyboard focus, has it as its description, and closes on Escape", async () => {
    await showPage();
    button("OS Original score").element().focus();
    await userEvent.keyboard("{Tab}");
    const term = button("FS Freeze score");
    await expect.element(term).toHaveFocus();
    await expect.element(page.getByText(GLOSSARY.fs.text)).toBeVisible();
    await expect.element(term).toHaveAccessibleDescription(new RegExp("masked frames are frozen"));
    expect(await findBarriers()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => page.getByText(GLOSSARY.fs.text).elements()).toEqual([]);
    await expect.element(term).toHaveFocus();
  });

  test("that appears under a resting pointer waits until the pointer moves", async () => {
    await showPage({ stepMs: 60 });
    await button("Find mask").click({ position: { x: 20, y: 8 } });
    // A meaning that was pointed at would have opened long before this step.
    const step = page.getByRole("button", { name: /^Step [1-5]\d of 300$/ });
    await expect.element(step).toBeVisible();
    expect(page.getByText(GLOSSARY.step.text).elements()).toEqual([]);
    await userEvent.hover(step, { position: { x: 30, y: 9 } });
    await expect.element(page.getByText(GLOSSARY.step.text)).toBeVisible();
  });

  test("shows its meaning under the pointer, which may move onto it, and keeps the score’s own name", async () => {
    await showPage();
    await userEvent.hover(page.getByRole("heading", exact("Scores")));
    await userEvent.hover(button("RS Reverse score"));
    const meaning = page.getByText(GLOSSARY.rs.text);
    await expect.element(meaning).toBeVisible();
    await userEvent.hover(meaning);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await expect.element(meaning).toBeVisible();
    await expect.element(page.getByRole("status", exact("RS"))).toBeVisible();
  });

  test("links to its part of the method page", async () => {
    const store = await showPage();
    await userEvent.click(button("About: Target class"));
    await userEvent.click(page.getByRole("link", exact("Method: The question")));
    await expect.element(page.getByRole("heading", exact("The question"))).toHaveFocus();
    expect(store.getState().page).toBe("method");
  });
});

describe("the shortcut sheet", () => {
  test("opens on ?, lists what the keys do, and closes on Escape", async () => {
    await showPage();
    await userEvent.keyboard("?");
    const sheet = page.getByRole("dialog", exact("Keyboard shortcuts"));
    await expect.element(sheet).toBeVisible();
    const titles = sheet
      .getByRole("term")
      .elements()
      .map((term) => term.textContent);
    expect(titles.toSorted()).toEqual(SHORTCUTS.map(({ title }) => title).toSorted());
    expect(await findBarriers()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => sheet.elements()).toEqual([]);
  });

  test("turns off single letters for good, and leaves the others", async () => {
    const store = await showPage();
    await userEvent.keyboard("r");
    expect(store.getState().views.masked).toBe("reverse");
    await userEvent.click(button("Keyboard shortcuts"));
    await userEvent.click(page.getByRole("checkbox", { name: /Single letters/ }));
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => page.getByRole("dialog").elements()).toEqual([]);
    await userEvent.keyboard("r{ArrowRight}");
    expect(store.getState().views.masked).toBe("reverse");
    expect(store.getState().player.frame).toBe(1);
    expect(localStorage.getItem("freezeframe-letter-keys")).toBe("off");
  });

  test("on a phone is one press away in the menu", async () => {
    await page.viewport(320, 640);
    await showPage();
    await userEvent.click(button("More"));
    await userEvent.click(page.getByRole("menuitem", exact("Keyboard shortcuts")));
    await expect.element(page.getByRole("dialog", exact("Keyboard shortcuts"))).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(await findBarriers()).toEqual([]);
  });
});

describe("a first visit", () => {
  test("one button leads from the open page to a shared result, and the welcome does not return", async () => {
    const store = await showPage();
    const welcome = page.getByRole("complementary", exact("Welcome"));
    await userEvent.click(welcome.getByRole("button", exact("Find the mask of this clip")));
    await expect.element(welcome.getByRole("button", exact("Copy the link"))).toBeVisible();
    expect(seen(store).finding).not.toBeNull();
    expect(await findBarriers()).toEqual([]);
    await userEvent.click(welcome.getByRole("button", exact("Copy the link")));
    await expect.poll(() => welcome.elements()).toEqual([]);
    expect(localStorage.getItem("freezeframe-welcomed")).not.toBeNull();
  });

  test("can dismiss it", async () => {
    await showPage();
    await userEvent.click(button("Dismiss the welcome"));
    expect(page.getByRole("complementary", exact("Welcome")).elements()).toEqual([]);
  });
});
