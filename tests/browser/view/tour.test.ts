/** The tour, taken by keyboard alone. */
import { beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { TOUR_STEPS } from "../../../src/view/tour/tour-steps.ts";
import { findBarriers } from "./find-barriers.ts";
import { forgetVisits, showPage } from "./show-page.tsx";
import { seen } from "../../support/seen.ts";
import { button, exact } from "./by-name.ts";

beforeEach(forgetVisits);

describe("the tour", () => {
  const card = (title: string) => page.getByRole("dialog", exact(title));

  test.each([
    { width: 1280, height: 900, theme: "light" },
    { width: 390, height: 844, theme: "dark" },
  ])("can be taken to its end by keyboard at $width x $height", async ({ width, height, theme }) => {
    await page.viewport(width, height);
    document.documentElement.dataset["theme"] = theme;
    const store = await showPage({ stepMs: 5 });
    if (width > 700) button("Tour").element().focus();
    else button("More").element().focus();
    await userEvent.keyboard(width > 700 ? "{Enter}" : "{Enter}{Enter}");
    for (const [at, { id, title }] of TOUR_STEPS.entries()) {
      await expect.element(card(title)).toHaveFocus();
      await expect.element(card(title)).toHaveTextContent(`${at + 1} of ${TOUR_STEPS.length}`);
      // Rest the pointer on the card: the page scrolls under it and would open some term's meaning.
      await userEvent.hover(card(title).getByText(`${at + 1} of ${TOUR_STEPS.length}`));
      expect(await findBarriers(), title).toEqual([]);
      if (id === "find") {
        // Pressing the step's own button moves the tour on.
        card(title).getByRole("button", exact("Find the mask")).element().focus();
        await userEvent.keyboard("{Enter}");
        continue;
      }
      if (id === "watch") {
        await expect.element(card(title)).toHaveTextContent(/Found: frames 5–9/);
        expect(seen(store).finding).not.toBeNull();
      }
      if (id === "paint") {
        await userEvent.click(card(title).getByRole("button", exact("Toggle frame 10")));
        await expect.element(card(title)).toHaveTextContent(/it was 0\.031/);
        await userEvent.click(card(title).getByRole("button", exact("Undo the change")));
      }
      const last = at === TOUR_STEPS.length - 1;
      card(title)
        .getByRole("button", exact(last ? "Done" : "Next"))
        .element()
        .focus();
      await userEvent.keyboard("{Enter}");
    }
    await expect.poll(() => page.getByRole("dialog").elements()).toEqual([]);
    const [{ mask, finding }] = store.getState().lanes;
    expect(mask).toEqual(finding?.mask);
  });

  test("closes on Escape, gives the focus back, and resumes where it was left", async () => {
    await showPage();
    await userEvent.click(button("Tour"));
    await userEvent.click(card("Start with a clip").getByRole("button", exact("Next")));
    await expect.element(card("The model’s prediction")).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => page.getByRole("dialog").elements()).toEqual([]);
    await expect.element(button("Tour")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(card("The model’s prediction")).toHaveFocus();
  });
});
