/** The Faithfulness panel by accessible names: starting, progress, stopping, and every part of the report. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { fakeEntry, fakeHistory } from "../../support/page-harness/fake-history.ts";
import { fakeFaithfulness, fakeMeasured } from "../../support/page-harness/fake-measures.ts";
import { showPage } from "./show-page.tsx";
import { seen } from "../../support/seen.ts";
import { exact } from "./by-name.ts";

const panel = () => page.getByRole("region", exact("Faithfulness"));
const never = () => new Promise<never>(() => undefined);

describe("Check faithfulness", () => {
  test("waits for a mask and says why", async () => {
    const store = await showPage();
    await expect.element(panel().getByRole("button", exact("Check faithfulness"))).toBeDisabled();
    await expect.element(panel()).toHaveTextContent("Find or paint a mask first");
    await store.getState().actions.findMask();
    await expect.element(panel().getByRole("button", exact("Check faithfulness"))).toBeEnabled();
  });

  test("is not for space-and-time masks, and says which kind to choose", async () => {
    const store = await showPage();
    store.getState().actions.chooseMaskKind({ kind: "spatiotemporal", across: 7, area: null });
    await store.getState().actions.findMask();
    await expect.element(panel().getByRole("button", exact("Check faithfulness"))).toBeDisabled();
    await expect.element(panel()).toHaveTextContent("Choose “Time”");
  });

  test("one press gives a verdict, its reasons and a card for each measurement", async () => {
    const store = await showPage();
    await store.getState().actions.findMask();
    await userEvent.click(panel().getByRole("button", exact("Check faithfulness")));
    await expect.element(panel()).toHaveTextContent("Faithful. Its frames destroy the score");
    const cards = ["Against every window", "Deletion", "Insertion", "Necessary and sufficient?"];
    for (const name of [...cards, "Completeness", "Stability", "Shuffled weights"]) {
      await expect.element(panel().getByRole("region", exact(name))).toBeVisible();
    }
    await expect
      .element(panel().getByRole("region", exact("Deletion")).getByRole("img"))
      .toHaveAccessibleName(
        /15 centre-out and in 24 scattered orders\. Area 0\.160 against 0\.214 and 0\.\d{3}/,
      );
    await expect.element(panel().getByRole("row", { name: /down to Mixed_5b/ })).toHaveTextContent("0.200");
    await expect
      .element(panel().getByRole("row", { name: /down to Conv3d_1a_7x7/ }))
      .toHaveTextContent("hardly reacts to frames, so not searched");
    const stability = panel().getByRole("region", exact("Stability"));
    await expect.element(stability).toHaveTextContent("Failed: worse by more than 0.051 of 4");
    const chosen = panel().getByRole("region", exact("Necessary and sufficient?"));
    await expect.element(chosen).toHaveTextContent(/Windows beaten\d+ of \d+, p 0\.\d{3}/);
    await expect.element(chosen).toHaveTextContent("Score kept with all others perturbed93 %");
    // Fifteen windows are too few, and the sentence says so to everybody.
    await expect.element(panel().getByText("Not settled:").first()).toBeInTheDocument();
  });

  test("a better window can replace the mask, as one step for undo", async () => {
    const store = await showPage();
    await store.getState().actions.findMask();
    store.getState().actions.toggleFrame(9);
    const longer = seen(store).mask;
    await expect.poll(() => seen(store).scoring.kind).toBe("ready");
    await store.getState().actions.measureFaithfulness();
    await userEvent.click(panel().getByRole("button", exact("Use the best window")));
    expect(seen(store).mask).toEqual(FAKE_MASK.map((_, t) => (t >= 4 && t <= 8 ? 1 : 0)));
    await expect.element(panel().getByRole("button", exact("Check faithfulness"))).toBeVisible();
    store.getState().actions.undo();
    expect(seen(store).mask).toEqual(longer);
    await expect.element(panel().getByRole("button", exact("Use the best window"))).toBeVisible();
  });

  test("each measurement says what it means, and the report links to the method", async () => {
    const store = await showPage();
    await store.getState().actions.findMask();
    await store.getState().actions.measureFaithfulness();
    await expect
      .element(panel().getByRole("region", exact("Deletion")))
      .toHaveTextContent(
        "The smaller the area under the score, beside orders that grow from one frame, the better",
      );
    await userEvent.click(panel().getByRole("link", { name: /^Method:/ }));
    expect(seen(store)).toMatchObject({ page: "method", pagePart: { id: "faithfulness" } });
  });

  test("a saved measurement says so, and comes back if measuring again is stopped", async () => {
    const history = fakeHistory({
      entries: [fakeEntry(0, { results: [{ ...fakeEntry(0).results[0]!, measured: fakeMeasured() }] })],
    });
    const store = await showPage({ history, lab: { measureFaithfulness: never } });
    await store.getState().actions.history.open("entry-0");
    await expect.element(panel()).toHaveTextContent("Faithful. Its frames destroy the score");
    await expect.element(panel()).toHaveTextContent("Measured before this result was saved.");
    await userEvent.click(panel().getByRole("button", exact("Check again")));
    await userEvent.click(panel().getByRole("button", exact("Stop checking")));
    await expect.element(panel()).toHaveTextContent("Measured before this result was saved.");
  });

  test("compares the mask with every window while the other checks still run", async () => {
    const store = await showPage({ lab: { measureFaithfulness: never } });
    await store.getState().actions.findMask();
    await userEvent.click(panel().getByRole("button", exact("Check faithfulness")));
    const card = panel().getByRole("region", exact("Against every window"));
    await expect.element(card).toHaveTextContent(/Best windowframes 5–9/);
    await expect.element(panel().getByRole("button", exact("Stop checking"))).toBeVisible();
    expect(panel().getByRole("region", exact("Deletion")).elements()).toEqual([]);
  });

  test("shows its progress and stops at once", async () => {
    const store = await showPage({
      lab: {
        measureFaithfulness: (_, { onStep }) => (onStep?.({ part: "stability", done: 3, of: 11 }), never()),
      },
    });
    await store.getState().actions.findMask();
    await userEvent.click(panel().getByRole("button", exact("Check faithfulness")));
    const bar = panel().getByRole("progressbar", exact("Faithfulness"));
    await expect.element(bar).toHaveAttribute("aria-valuenow", "3");
    // The focus stays where the button was, so that the same key stops it.
    await expect.element(panel().getByRole("button", exact("Stop checking"))).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(panel().getByRole("button", exact("Check faithfulness"))).toHaveFocus();
  });
});

test("a class that the model does not answer is named first", async () => {
  const predicted = { name: "Moving something down", score: 0.99, isTarget: false };
  const store = await showPage({
    lab: { measureFaithfulness: () => Promise.resolve({ ...fakeFaithfulness(FAKE_MASK, 0), predicted }) },
  });
  await store.getState().actions.findMask();
  await store.getState().actions.measureFaithfulness();
  await expect
    .element(panel().getByText("The model answers “Moving something down” (0.990)").first())
    .toHaveTextContent("Partly faithful.");
});

test("a measurement by an earlier version asks to check again", async () => {
  const old = fakeMeasured();
  const measured = { ...old, report: { ...old.report, version: 1 as const } };
  const history = fakeHistory({
    entries: [fakeEntry(0, { results: [{ ...fakeEntry(0).results[0]!, measured }] })],
  });
  const store = await showPage({ history });
  await store.getState().actions.history.open("entry-0");
  await expect.element(panel()).toHaveTextContent("No verdict.");
  await expect.element(panel().getByRole("button", exact("Check again"))).toBeVisible();
});

test("a mask that is no better than chance is called not faithful, in words and by its icon's text", async () => {
  const good = fakeFaithfulness(FAKE_MASK, 0);
  const mask = { inside: 0.7, outside: 0.3 };
  const store = await showPage({
    lab: {
      measureFaithfulness: () => Promise.resolve({ ...good, equalLength: { ...good.equalLength, mask } }),
    },
  });
  await store.getState().actions.findMask();
  await store.getState().actions.measureFaithfulness();
  await expect.element(panel()).toHaveTextContent("Not faithful.");
  await expect.element(panel().getByText("Against it:").first()).toBeInTheDocument();
});

test("two models are measured separately, each under its own name", async () => {
  const store = await showPage();
  await store.getState().actions.compareWithModel("convlstm");
  await store.getState().actions.findMask();
  const second = page.getByRole("region", exact("Faithfulness, C-LSTM"));
  await userEvent.click(second.getByRole("button", exact("Check faithfulness, C-LSTM")));
  await expect.element(second).toHaveTextContent("Faithful. Its frames destroy the score");
  expect(seen(store).faithfulness.kind).toBe("none");
});
