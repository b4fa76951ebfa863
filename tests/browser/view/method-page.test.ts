/** The method page: equations, and figures that respond. */
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { findBarriers } from "./find-barriers.ts";
import { showPage } from "./show-page.tsx";
import { exact } from "./by-name.ts";

afterEach(() => {
  delete document.documentElement.dataset["theme"];
});

test.each([
  { width: 1280, theme: "light" },
  { width: 320, theme: "dark" },
])("has equations and figures that respond, at $width px", async ({ width, theme }) => {
  await page.viewport(width, 900);
  document.documentElement.dataset["theme"] = theme;
  const store = await showPage();
  store.getState().actions.showPage("method");
  await expect.element(page.getByRole("heading", exact("Method"))).toBeVisible();
  expect(document.querySelectorAll("math").length).toBeGreaterThan(8);

  const frozen = page.getByRole("img", { name: /^Frozen: frames/ });
  await expect.element(frozen).toHaveAccessibleName(/^Frozen: frames 1 2 3 4 5 5 5 5 5 5 5 12 13/);
  const cells = page.getByRole("group", exact("Toy mask")).getByRole("button");
  cells.nth(0).element().focus();
  await userEvent.keyboard("{ArrowRight} ");
  await expect.element(cells.nth(1)).toHaveAttribute("aria-pressed", "true");
  await expect.element(frozen).toHaveAccessibleName(/^Frozen: frames 1 1 3 4 5 5/);
  await expect
    .element(page.getByText("Frame 2 shows frame 1 when frozen, and frame 2 when reversed."))
    .toBeVisible();

  await expect.element(page.getByText(/At step 300: frames 6–10 masked/)).toBeVisible();
  await userEvent.fill(page.getByRole("slider", { name: /price of frames/ }), "0.4");
  await expect.element(page.getByText(/At step 300: frames 7–10 masked/)).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  expect(await findBarriers()).toEqual([]);
});
