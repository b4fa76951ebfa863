/** Export: from the button in the header to the saved file, and opening that again. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { LabError } from "../../../src/base/errors.ts";
import type { ClipCommands } from "../../../src/worker/protocol.ts";
import { FAKE_CLASSES, type FakeOptions } from "../../support/page-harness/fake-clients.ts";
import { held } from "../../support/page-harness/ready-store.ts";
import { findBarriers } from "./find-barriers.ts";
import { showPage } from "./show-page.tsx";

interface Saved {
  readonly name: string;
  readonly blob: Blob;
}

/** Collects the files that the page saves, instead of downloading them. */
let saved: Saved[] = [];

beforeEach(() => {
  saved = [];
  const blobs = new Map<string, Blob>();
  const create = vi.spyOn(URL, "createObjectURL").mockImplementation((object) => {
    const url = `blob:${blobs.size}`;
    if (object instanceof Blob) blobs.set(url, object);
    return url;
  });
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    const blob = blobs.get(this.href);
    if (blob !== undefined) saved.push({ name: this.download, blob });
  });
  onTestFinished(() => {
    create.mockRestore();
    click.mockRestore();
  });
});

const button = (name: string) => page.getByRole("button", { name });
const opener = () => button("Export");
const status = () => page.getByRole("status", { name: "Saving", exact: true });

async function openDialog(options: FakeOptions = {}) {
  await page.viewport(1280, 900);
  const store = await showPage(options);
  await store.getState().actions.findMask();
  await userEvent.click(opener());
  await expect.element(page.getByRole("dialog", { name: "Export" })).toBeVisible();
  // Its figures need Grad-CAM, which is requested when the dialog opens.
  await expect.element(button("Figure (GIF)")).toHaveAttribute("aria-disabled", "false");
  return store;
}

type FigureAsk = ClipCommands["figure"]["ask"];

const gif = () =>
  Promise.resolve({ bytes: Uint8Array.of(1, 2, 3), mime: "image/gif", extension: "gif" as const });

test("before there is a mask the button is disabled and says why", async () => {
  const store = await showPage();
  await expect.element(opener()).toBeDisabled();
  await expect.element(opener()).toHaveAccessibleDescription(/Find or paint a mask first/);
  await store.getState().actions.findMask();
  await expect.element(opener()).toBeEnabled();
});

describe("the dialog", () => {
  test("shows a preview with a text alternative, and every kind of file", async () => {
    await openDialog();
    const preview = page.getByRole("img", { name: /Disc moving up/ });
    await expect
      .element(preview)
      .toHaveAccessibleName(/I3D, default preset: class “Moving something up”; OS 0.944/);
    const names = page.getByRole("list", { name: "Files" }).getByRole("button").elements();
    expect(names.map((item) => item.querySelector(".export-name")?.textContent)).toEqual([
      "Figure (GIF)",
      "Figure (video)",
      "Film strip (PNG)",
      "Mask (SVG)",
      "Result (JSON)",
      "Table row (CSV)",
    ]);
  });

  test("closes by Escape and returns the focus", async () => {
    await openDialog();
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => page.getByRole("dialog").elements()).toEqual([]);
    await expect.element(opener()).toHaveFocus();
  });

  test.each([
    {
      name: "Result (JSON)",
      file: "freezeframe_disc-moving-up_i3d_moving-something-up.json",
      holds: '"freezeframe-result"',
    },
    {
      name: "Table row (CSV)",
      file: "freezeframe_disc-moving-up_i3d_moving-something-up.csv",
      holds: "0.944",
    },
    {
      name: "Mask (SVG)",
      file: "freezeframe_disc-moving-up_i3d_moving-something-up.svg",
      holds: "Temporal mask for",
    },
  ])("$name is saved under its name, with the link in it", async ({ name, file, holds }) => {
    await openDialog();
    await userEvent.click(button(name));
    await expect.element(status()).toHaveTextContent(`Saved ${file}`);
    expect(saved.map((one) => one.name)).toEqual([file]);
    const text = await saved[0]!.blob.text();
    expect(text).toContain(holds);
    expect(text).toContain("#v6.");
  });

  test("a figure is made as chosen, and saved", async () => {
    const asked: FigureAsk[] = [];
    await openDialog({ clips: { figure: (ask) => (asked.push(ask), gif()) } });
    await userEvent.click(page.getByRole("radio", { name: "Reversed" }).last());
    await userEvent.click(page.getByRole("radio", { name: "1440 px" }));
    await userEvent.click(button("Figure (GIF)"));
    await expect
      .element(status())
      .toHaveTextContent("Saved freezeframe_disc-moving-up_i3d_moving-something-up.gif");
    const [{ facts, format, width }] = asked as [FigureAsk];
    expect([format, width, facts.shows, facts.event]).toEqual(["gif", 1440, "reverse", [5, 9]]);
    expect(facts.rows).toMatchObject([{ modelName: "I3D", className: FAKE_CLASSES[0], preset: "default" }]);
    expect(facts.rows[0]?.cam).not.toBeNull();
    expect(facts.link).toContain("#v6.");
  });

  test("while a figure is made, progress is shown, others wait, and it can be cancelled", async () => {
    let cancelled = false;
    await openDialog({
      clips: {
        figure: (_, { onStep, signal }) => {
          signal?.addEventListener("abort", () => (cancelled = true));
          onStep?.({ done: 4, of: 16 });
          return held<Awaited<ReturnType<typeof gif>>>().promise;
        },
      },
    });
    await userEvent.click(button("Figure (video)"));
    await expect
      .element(page.getByRole("progressbar", { name: "Making the figure" }))
      .toHaveAttribute("aria-valuenow", "4");
    await expect.element(button("Figure (GIF)")).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(page.getByRole("dialog").getByRole("button", { name: "Cancel" }));
    await expect.element(button("Figure (GIF)")).toHaveAttribute("aria-disabled", "false");
    expect([cancelled, saved]).toEqual([true, []]);
  });

  test("a failure shows an alert, and the next file works", async () => {
    await openDialog({
      clips: { figure: () => Promise.reject(new LabError("unsupported", "video: no encoder here.")) },
    });
    await userEvent.click(button("Figure (video)"));
    await expect.element(page.getByRole("alert")).toHaveTextContent("video: no encoder here.");
    await userEvent.click(button("Table row (CSV)"));
    await expect.element(status()).toHaveTextContent("Saved");
    expect(page.getByRole("alert").elements()).toEqual([]);
  });

  test("if Grad-CAM fails, figures are made without it, and a note says so", async () => {
    const asked: FigureAsk[] = [];
    await openDialog({
      lab: { gradCam: () => Promise.reject(new LabError("value", "no such endpoint")) },
      clips: { figure: (ask) => (asked.push(ask), gif()) },
    });
    await expect.element(page.getByText(/has no Grad-CAM: no such endpoint/)).toBeVisible();
    await userEvent.click(button("Figure (GIF)"));
    await expect.element(status()).toHaveTextContent("Saved");
    expect(asked[0]?.facts.rows[0]?.cam).toBeNull();
  });

  test.each([
    { theme: "light", width: 1280, height: 900 },
    { theme: "dark", width: 320, height: 640 },
  ])("has nothing for axe to complain about: $theme, $width px", async ({ theme, width, height }) => {
    document.documentElement.dataset["theme"] = theme;
    onTestFinished(() => void delete document.documentElement.dataset["theme"]);
    await openDialog();
    await page.viewport(width, height);
    await userEvent.click(button("Table row (CSV)"));
    await expect.element(status()).toHaveTextContent("Saved");
    expect(await findBarriers()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});

describe("opening a saved result", () => {
  test("an uploaded result opens with its mask and scores", async () => {
    const store = await openDialog();
    await userEvent.click(button("Result (JSON)"));
    await expect.element(status()).toHaveTextContent("Saved");
    await userEvent.keyboard("{Escape}");
    const [{ name, blob }] = saved as [Saved];
    store.getState().actions.chooseTarget(5);
    await expect.element(page.getByRole("status", { name: "FS", exact: true })).toHaveTextContent("–"); // control: another class has no mask yet
    await userEvent.upload(page.getByLabelText("Upload a clip", { exact: true }), new File([blob], name));
    await expect.element(page.getByRole("status", { name: "FS", exact: true })).toHaveTextContent("0.031");
    await expect
      .element(page.getByRole("combobox", { name: "Class", exact: true }))
      .toHaveValue(FAKE_CLASSES[0]);
    expect(page.getByRole("alert").elements()).toEqual([]);
  });

  test("a dropped file that is not a result leaves the page as it is and says why", async () => {
    await page.viewport(1280, 900);
    const store = await showPage();
    await store.getState().actions.findMask();
    const transfer = new DataTransfer();
    transfer.items.add(new File(['{"scores": [1, 2]}'], "somebody-elses.json"));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    await expect
      .element(page.getByRole("alert"))
      .toHaveTextContent(/somebody-elses\.json.*not a result of this page/);
    await expect.element(page.getByRole("status", { name: "FS", exact: true })).toHaveTextContent("0.031");
  });
});
