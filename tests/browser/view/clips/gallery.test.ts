/** The gallery: each clip's text, search, and keyboard use. */
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { BundledClip } from "../../../../src/state/manifest.ts";
import { FAKE_CLIPS } from "../../../support/page-harness/fake-clients.ts";
import { showPage } from "../show-page.tsx";
import { exact } from "../by-name.ts";

const clips = () => page.getByRole("list", exact("Clips")).getByRole("button");

const MANY: readonly BundledClip[] = Array.from({ length: 12 }, (_, i) => ({
  ...FAKE_CLIPS[i % 2]!,
  id: `clip-${i}`,
  name: `Clip ${i}`,
}));

test("each clip says what happens and when, and why it is hard if it is", async () => {
  await showPage();
  await expect.element(clips().nth(0)).toHaveAccessibleName(/Disc moving up.*event 0\.6–1\.2 s/);
  await expect.element(clips().nth(1)).toHaveAccessibleName(/hard.*Both models take it for a collision\./);
  await expect.element(clips().nth(0)).toHaveAttribute("aria-pressed", "true");
  expect(page.getByRole("searchbox").elements()).toEqual([]); // two are easily looked through
});

test("the clips are one tab stop; arrows, Home and End move along them, and Enter opens one", async () => {
  const store = await showPage({ manifest: MANY });
  clips().first().element().focus();
  await userEvent.keyboard("{ArrowDown}{ArrowRight}");
  await expect.element(clips().nth(2)).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}");
  await expect.element(clips().nth(1)).toHaveFocus();
  await userEvent.keyboard("{End}");
  await expect.element(clips().nth(11)).toHaveFocus();
  await userEvent.keyboard("{Home}{ArrowLeft}");
  await expect.element(clips().nth(0)).toHaveFocus();
  expect(store.getState().player.frame).toBe(0); // the page's own arrows leave it alone
  expect(
    clips()
      .elements()
      .filter((clip) => clip.tabIndex === 0),
  ).toHaveLength(1);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await expect.element(clips().nth(1)).toHaveAttribute("aria-pressed", "true");
  expect(store.getState().onPage?.input).toMatchObject({ clip: { id: "clip-1" } });
});

test("many clips can be searched", async () => {
  await showPage({ manifest: MANY });
  await userEvent.fill(page.getByRole("searchbox", exact("Search the clips")), "clip 11");
  await expect.poll(() => clips().elements().length).toBe(1);
  await userEvent.fill(page.getByRole("searchbox", exact("Search the clips")), "zebra");
  await expect.element(page.getByText("No clip matches “zebra”.")).toBeVisible();
  await userEvent.clear(page.getByRole("searchbox", exact("Search the clips")));
  await expect.poll(() => clips().elements().length).toBe(12);
});

test("removing the clip leaves an empty stage, and the next clip opens as usual", async () => {
  const store = await showPage();
  await userEvent.click(page.getByRole("button", exact("Remove clip")));
  await expect.element(page.getByText("Drop a short clip anywhere")).toBeVisible();
  expect(page.getByRole("button", exact("Remove clip")).elements()).toEqual([]);
  await expect
    .element(page.getByRole("button", exact("Find mask")))
    .toHaveAccessibleDescription("Choose or upload a clip first.");
  await userEvent.click(clips().nth(1));
  await expect.element(page.getByRole("button", exact("Find mask"))).toBeEnabled();
  expect(store.getState().problems).toEqual([]);
});
