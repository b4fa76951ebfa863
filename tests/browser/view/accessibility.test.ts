/** axe finds nothing in any state, in both themes, from phone to desktop. */
import { afterEach, describe, expect, inject, test } from "vitest";
import { page } from "vitest/browser";
import { LabError } from "../../../src/base/errors.ts";
import type { LabStore } from "../../../src/state/lab-store.ts";
import { fakeCard, FAKE_MASK, type FakeOptions } from "../../support/page-harness/fake-clients.ts";
import { generatedClips } from "../../../src/study/listed-clips.ts";
import { DEFAULT_WISH } from "../../../src/study/plan.ts";
import { fakePlan, fakeStudies } from "../../support/page-harness/fake-studies.ts";
import { encodeV4 } from "../../support/links-v4.ts";
import { AWAITING_LINK, MISFIT_INSPECTION } from "../../support/page-harness/fake-library.ts";
import { findBarriers, findColourBarriers } from "./find-barriers.ts";
import { showPage } from "./show-page.tsx";

interface PageState {
  readonly name: string;
  readonly options?: FakeOptions;
  readonly then?: (store: LabStore) => void | Promise<void>;
}

const STATES: readonly PageState[] = [
  { name: "empty", options: { manifest: [] } },
  { name: "with a clip" },
  {
    name: "with an uploaded clip",
    then: (store) => store.getState().actions.openFiles([new File(["x"], "mine.mp4")]),
  },
  { name: "with a result", then: (store) => store.getState().actions.findMask() },
  {
    name: "two models, Grad-CAM and a step looked at",
    then: async (store) => {
      const { actions } = store.getState();
      await actions.compareWithModel("convlstm");
      actions.setViews({ cam: true });
      await actions.findMask();
      actions.lookAtStep(12);
    },
  },
  {
    name: "two classes of one model",
    then: (store) => {
      const { actions } = store.getState();
      actions.compareWithClass();
      return actions.findMask();
    },
  },
  {
    name: "a mask over space and time",
    then: (store) => {
      const { actions } = store.getState();
      actions.chooseMaskKind({ kind: "spatiotemporal", across: 7, area: null });
      return actions.findMask();
    },
  },
  {
    name: "with a measured mask",
    then: async (store) => {
      const { actions } = store.getState();
      await actions.findMask();
      await actions.measureFaithfulness();
      await expect.element(page.getByRole("region", { name: "Shuffled weights" })).toBeVisible();
    },
  },
  {
    name: "asking about a checkpoint",
    then: async (store) => {
      await store.getState().actions.importModel([new File(["..."], "mine.pt")]);
      await expect.element(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "a checkpoint that does not fit",
    options: { lab: { inspectModel: () => Promise.resolve(MISFIT_INSPECTION) } },
    then: async (store) => {
      await store.getState().actions.importModel([new File(["..."], "mine.pt")]);
      await expect.element(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "waiting for a model that a link names",
    then: (store) => void store.getState().actions.openLink(encodeV4(AWAITING_LINK)),
  },
  {
    name: "searching",
    options: {
      lab: {
        searchMask: (_, { onStep }) => {
          const step = {
            of: 300,
            loss: 0.5,
            l1: 0.1,
            tv: 0.1,
            classScore: 0.3,
            mask: FAKE_MASK,
            secondsLeft: 75,
          };
          for (const n of [1, 2, 3]) onStep?.({ step: n, ...step });
          return new Promise(() => {});
        },
      },
    },
    then: (store) => void store.getState().actions.findMask(),
  },
  {
    name: "choosing a study",
    then: async (store) => {
      await store.getState().actions.study.read();
      store.getState().actions.showPage("study");
      await expect.element(page.getByRole("button", { name: "Start study" })).toBeVisible();
    },
  },
  {
    name: "a study running",
    options: { lab: { searchMask: () => new Promise(() => {}) } },
    then: async (store) => {
      const { actions } = store.getState();
      actions.showPage("study");
      void actions.study.start({ models: ["i3d"], clips: { kind: "bundled" }, wish: DEFAULT_WISH });
      await expect.element(page.getByRole("button", { name: "Pause" }).last()).toBeVisible();
    },
  },
  {
    name: "a study that an earlier visit left, offered",
    options: {
      studies: fakeStudies({
        saved: { plan: fakePlan([fakeCard()]), clips: generatedClips(3), records: [] },
      }),
    },
    then: (store) => store.getState().actions.study.read(),
  },
  {
    name: "a study whose records were refused and that is not saved",
    options: { studies: fakeStudies({ refusal: new LabError("storage", "Study: there is no room left.") }) },
    then: async (store) => {
      const { actions } = store.getState();
      actions.showPage("study");
      await actions.study.start({ models: ["i3d"], clips: { kind: "bundled" }, wish: DEFAULT_WISH });
      await actions.study.openRecords([new File(["{}"], "wrong.jsonl")]);
      await expect.element(page.getByRole("alert").first()).toBeVisible();
    },
  },
  {
    name: "with a problem",
    then: (store) =>
      store.getState().actions.report(new LabError("decode", "mine.mp4: it is empty. Copy it again.")),
  },
];

afterEach(() => {
  delete document.documentElement.dataset["theme"];
});

// Fonts are the same in both themes.
describe.each(inject("fonts") === "wide" ? ["light", "dark"] : ["light"])("%s", (theme) => {
  describe.each([
    { width: 1440, height: 900 },
    { width: 320, height: 640 },
  ])("$width x $height", ({ width, height }) => {
    test.each(STATES)("$name", async ({ options, then }) => {
      document.documentElement.dataset["theme"] = theme;
      await page.viewport(width, height);
      const store = await showPage(options);
      await then?.(store);
      await expect.element(page.getByRole("main")).toBeVisible();
      expect(await (theme === "light" ? findBarriers() : findColourBarriers())).toEqual([]);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width); // nothing sticks out
    });
  });
});
