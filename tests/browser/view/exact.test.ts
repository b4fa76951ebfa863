/** An exact search on the page: its bound, its proof, and what Cancel keeps; and a descent's soft scores. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { button, exact } from "./by-name.ts";
import { findBarriers } from "./find-barriers.ts";
import { showPage } from "./show-page.tsx";

const proof = () => page.getByText("Proven best.");

describe("an exact search", () => {
  test("shows its bound while it runs, then the proof, until the mask is edited", async () => {
    const store = await showPage({ stepMs: 30 });
    await userEvent.click(page.getByRole("radio", exact("Exact")));
    await userEvent.click(button("Find mask"));
    await expect
      .element(page.getByText(/^Lowest loss \d\.\d{3}; nothing below \d\.\d{3} is possible\.$/))
      .toBeVisible();
    await expect.element(proof()).toBeVisible();
    const text = page.getByText(/Of all 65\s536 masks, none has a lower loss than \d\.\d{3} \(480 scored\)/);
    await expect.element(text).toBeVisible();
    await expect.element(page.getByText(/^Proven after 480 masks on WASM/)).toBeVisible();
    expect(await findBarriers()).toEqual([]);
    store.getState().actions.toggleFrame(0);
    await expect.element(proof()).not.toBeInTheDocument();
    store.getState().actions.resetMask();
    await expect.element(proof()).toBeVisible();
  });

  test("keeps the best mask so far if it is cancelled, and says how far it may be from the best of all", async () => {
    await showPage({ stepMs: 60 });
    await userEvent.click(page.getByRole("radio", exact("Exact")));
    await userEvent.click(button("Find mask"));
    await expect.element(page.getByText(/^1\d\d of at most 480 masks$/)).toBeVisible();
    await userEvent.click(button("Cancel"));
    await expect.element(page.getByText(/^Best of \d{3} masks\.$/)).toBeVisible();
    await expect.element(page.getByText(/Its loss is \d\.\d{3}; of all .* none can be below/)).toBeVisible();
    await expect.element(page.getByRole("status", exact("FS"))).toHaveTextContent("0.031");
  });
});

test("a descent's soft scores stand apart from those of the frames it names", async () => {
  const store = await showPage();
  await store.getState().actions.findMask();
  await expect.element(page.getByRole("status", exact("FS"))).toHaveTextContent("0.031");
  const soft = page.getByRole("group", exact("Soft scores"));
  await expect.element(soft).toHaveTextContent("Search’s scores, soft: FS 0.089 RS 0.420");
  expect(proof().elements()).toEqual([]);
});
