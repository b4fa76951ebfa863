/** axe finds nothing in the dialogs and with the trim handles, in both themes, at a desk and on a phone. */
import axe from "axe-core";
import { afterEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { showPage } from "../show-page.tsx";

const RULES: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
};

afterEach(() => {
  delete document.documentElement.dataset["theme"];
});

async function violations(within: Element | Document): Promise<unknown[]> {
  const { violations: found, passes } = await axe.run(within, RULES);
  expect(passes.length).toBeGreaterThan(10); // control: the rules were run
  return found.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(" "))]);
}

describe.each(["light", "dark"])("%s", (theme) => {
  test.each([
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ])("$width x $height", async ({ width, height }) => {
    document.documentElement.lang = "en";
    document.title = "Freezeframe";
    document.documentElement.dataset["theme"] = theme;
    await page.viewport(width, height);
    await showPage();
    await userEvent.click(page.getByRole("button", { name: /^Part used/ }));
    await expect.element(page.getByRole("slider", { name: /^Start/ })).toBeInTheDocument();
    expect(await violations(document)).toEqual([]);
    for (const name of ["From address", "New clip", "Record"]) {
      await userEvent.click(page.getByRole("button", { name, exact: true }));
      await expect.element(page.getByRole("dialog")).toBeVisible();
      if (name === "From address") await userEvent.keyboard("{Enter}");
      if (name !== "New clip")
        await expect.element(page.getByRole("dialog").getByRole("alert")).toBeVisible();
      else await expect.element(page.getByText(/event in frames/)).toBeVisible();
      expect(await violations(page.getByRole("dialog").element())).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width); // nothing sticks out
      await userEvent.keyboard("{Escape}");
      await expect.poll(() => page.getByRole("dialog").elements().length).toBe(0);
    }
  });
});
