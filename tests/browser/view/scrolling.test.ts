/** Every place that the stylesheets let scroll, in a state in which it does: a keyboard reaches it, and it has a name. */
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { LabStore } from "../../../src/state/lab-store.ts";
import { generatedClips } from "../../../src/study/listed-clips.ts";
import { FAKE_CLIPS, fakeCard, type FakeOptions } from "../../support/page-harness/fake-clients.ts";
import { fakeEntry, fakeHistory } from "../../support/page-harness/fake-history.ts";
import { MISFIT_INSPECTION } from "../../support/page-harness/fake-library.ts";
import { fakePlan, fakeRecords, fakeStudies } from "../../support/page-harness/fake-studies.ts";
import { findScrollers, findUnreachable } from "./scrollers.ts";
import { showPage } from "./show-page.tsx";

interface Place {
  /** As the stylesheets name it. */
  readonly selector: string;
  /** In CSS pixels; default 320. */
  readonly width?: number;
  readonly options?: FakeOptions;
  readonly show?: (store: LabStore) => unknown;
}

const press = (name: string | RegExp) => userEvent.click(page.getByRole("button", { name, exact: true }));
const choose = (name: string) => userEvent.click(page.getByRole("radio", { name, exact: true }));

const plan = fakePlan([fakeCard(), fakeCard("convlstm", "C-LSTM")]);
const study = { plan, clips: generatedClips(12), records: fakeRecords(plan, 12) };
const entries = Array.from({ length: 9 }, (_, n) => fakeEntry(n));

const PLACES: readonly Place[] = [
  { selector: ".clip-list", options: { manifest: [...FAKE_CLIPS, ...FAKE_CLIPS].map(named) } },
  {
    selector: ".popover",
    show: async () => {
      page.getByRole("combobox", { name: "Class", exact: true }).element().focus();
      await userEvent.keyboard("{ArrowDown}");
    },
  },
  { selector: ".dialog", show: () => userEvent.keyboard("?") },
  {
    selector: ".stage.fills-page",
    show: () => document.querySelector(".stage")?.classList.add("fills-page"),
  },
  { selector: ".equation", width: 200, show: (store) => store.getState().actions.showPage("method") },
  {
    selector: ".mismatch-scroll",
    options: { lab: { inspectModel: () => Promise.resolve(MISFIT_INSPECTION) } },
    show: (store) => store.getState().actions.importModel([new File(["..."], "mine.pt")]),
  },
  { selector: ".history-body", options: { history: fakeHistory({ entries }) }, show: () => openHistory() },
  {
    selector: ".history-foot",
    options: { history: fakeHistory({ entries }) },
    show: async () => {
      await openHistory();
      await userEvent.click(page.getByRole("dialog").getByText("Storage", { exact: false }).first());
    },
  },
  {
    selector: ".row-values",
    show: async (store) => {
      store.getState().actions.showPage("paper");
      await press("Details of clip 43627");
    },
  },
  {
    selector: ".stat-scroll",
    options: { studies: fakeStudies({ saved: study }) },
    show: async (store) => {
      store.getState().actions.showPage("study");
      await store.getState().actions.study.read();
      await choose("Statistics");
    },
  },
];

const openHistory = () => press("History");

/** The fake clips again under names of their own. */
function named(clip: (typeof FAKE_CLIPS)[number], n: number): typeof clip {
  return { ...clip, id: `${clip.id}-${n}`, name: `${clip.name} ${n}` };
}

test.each(PLACES)("$selector", async ({ selector, width = 320, options, show }) => {
  await page.viewport(width, 240);
  const store = await showPage(options);
  await show?.(store);
  await expect.poll(() => findScrollers().filter((element) => element.matches(selector))).not.toEqual([]);
  await expect.poll(findUnreachable).toEqual([]);
});

test("no stylesheet has another", () => {
  const sheets = import.meta.glob<string>("../../../src/view/styles/*.css", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const found = new Set(Object.values(sheets).flatMap((text) => scrollingIn(sheetOf(text).cssRules)));
  found.delete(".stage:fullscreen"); // ".stage.fills-page" by other means; a test's page cannot be full screen
  expect([...found].toSorted()).toEqual(PLACES.map(({ selector }) => selector).toSorted());
});

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.replace(/@import .*/g, ""));
  return sheet;
}

/** Selectors of rules that let something scroll, those within media queries included. */
function scrollingIn(rules: CSSRuleList): string[] {
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSGroupingRule) return scrollingIn(rule.cssRules);
    if (
      !(rule instanceof CSSStyleRule) ||
      !/auto|scroll/.test(rule.style.overflow + rule.style.overflowX + rule.style.overflowY)
    )
      return [];
    return rule.selectorText.split(",").map((selector) => selector.trim());
  });
}
