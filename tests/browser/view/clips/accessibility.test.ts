/** axe finds nothing in the clip dialogs and the trim handles, in both themes, on a desktop and on a phone. */
import { afterEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { findBarriers } from "../find-barriers.ts";
import { showPage } from "../show-page.tsx";

afterEach(() => {
  delete document.documentElement.dataset["theme"];
});

describe.each(["light", "dark"])("%s", (theme) => {
  test.each([
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ])("$width x $height", async ({ width, height }) => {
    document.documentElement.dataset["theme"] = theme;
    await page.viewport(width, height);
    await showPage();
    await userEvent.click(page.getByRole("button", { name: /^Trim/ }));
    await expect.element(page.getByRole("slider", { name: /^Start/ })).toBeInTheDocument();
    expect(await findBarriers()).toEqual([]);
    for (const name of ["From URL", "Generate clip", "Record"]) {
      await userEvent.click(page.getByRole("button", { name, exact: true }));
      await expect.element(page.getByRole("dialog")).toBeVisible();
      if (name === "From URL") await userEvent.keyboard("{Enter}");
      if (name !== "Generate clip")
        await expect.element(page.getByRole("dialog").getByRole("alert")).toBeVisible();
      else await expect.element(page.getByText(/event in frames/)).toBeVisible();
      expect(await findBarriers(page.getByRole("dialog").element())).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width); // nothing sticks out
      await userEvent.keyboard("{Escape}");
      await expect.poll(() => page.getByRole("dialog").elements().length).toBe(0);
    }
  });
});
