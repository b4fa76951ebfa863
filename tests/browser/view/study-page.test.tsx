/** The study page through its accessible names: choosing, running, pausing, the table, statistics, files, refusals. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { LabStore } from "../../../src/state/lab-store.ts";
import { generatedClips } from "../../../src/study/listed-clips.ts";
import { recordLine } from "../../../src/study/record.ts";
import { fakeCard, type FakeOptions } from "../../support/page-harness/fake-clients.ts";
import { fakePlan, fakeRecords, fakeStudies } from "../../support/page-harness/fake-studies.ts";
import { findBarriers } from "./find-barriers.ts";
import { showPage } from "./show-page.tsx";
import { seen } from "../../support/seen.ts";
import { button, exact } from "./by-name.ts";

/** The plot library loads with the first plot, which is slow on a busy machine. */
const PLOTTED = { timeout: 60_000 };

const plan = fakePlan([fakeCard(), fakeCard("convlstm", "C-LSTM")]);
const saved = (clips: number, done: number) =>
  fakeStudies({ saved: { plan, clips: generatedClips(clips), records: fakeRecords(plan, done) } });
const titles = () =>
  page
    .getByRole("rowheader")
    .elements()
    .map((header) => /seed \d+/.exec(header.textContent ?? "")?.[0]);

async function showStudy(options: FakeOptions = {}, width = 1280): Promise<LabStore> {
  await page.viewport(width, 900);
  const store = await showPage(options);
  store.getState().actions.showPage("study");
  await expect.element(page.getByRole("heading", exact("A study of many clips"))).toBeVisible();
  await expect.poll(() => store.getState().study.read).toBe(true);
  return store;
}

afterEach(() => {
  vi.restoreAllMocks();
  delete document.documentElement.dataset["theme"];
});

describe("choosing", () => {
  test("says how much work the study is, and starts what was chosen", async () => {
    const store = await showStudy();
    const cost = page.getByText(/2 clips × 2 models: 4 searches/);
    await expect.element(cost).toBeVisible();
    await userEvent.click(page.getByRole("radio", exact("Generated")));
    const number = page.getByLabelText("Number of clips");
    await userEvent.fill(number, "none");
    await expect.element(button("Start study")).toBeDisabled();
    await userEvent.fill(number, "3");
    await userEvent.selectOptions(page.getByLabelText("Second model"), "None");
    await userEvent.click(page.getByRole("checkbox", exact("Grad-CAM")));
    await userEvent.click(page.getByRole("radio", exact("7 × 7")));
    await expect.element(page.getByText(/3 clips × 1 model: 3 searches/)).toBeVisible();
    await userEvent.click(button("Start study"));
    await expect.element(page.getByRole("heading", exact("Finished"))).toBeVisible();
    await expect
      .element(page.getByRole("status", exact("Clips done")))
      .toHaveTextContent("3 of 3 clips done");
    const { plan: chosen } = store.getState().study.open!;
    expect(chosen).toMatchObject({ cam: true, spatiotemporal: { across: 7, area: null }, windows: false });
    expect(chosen.models.map(({ id }) => id)).toEqual(["i3d"]);
  });

  test("takes the user's files with their labels, and refuses files without a clip", async () => {
    const store = await showStudy();
    await userEvent.click(page.getByRole("radio", exact("Your files")));
    await expect.element(page.getByText("Choose your clips first.")).toBeVisible();
    const files = page.getByLabelText("Choose videos");
    await userEvent.upload(files, [new File(["x"], "notes.txt")]);
    await expect.element(page.getByText("None of these files is a video or a GIF.")).toBeVisible();
    await userEvent.upload(files, [
      new File(["1"], "a.mp4"),
      new File(["2"], "b.mp4"),
      new File(["file,class\na.mp4,Moving something up\n"], "labels.csv"),
    ]);
    await expect
      .element(page.getByRole("status", exact("Chosen files")))
      .toHaveTextContent(/2 clips.*with labels\.csv/);
    await userEvent.click(button("Start study"));
    await expect.element(page.getByRole("heading", exact("Finished"))).toBeVisible();
    expect(store.getState().study.open?.records.map(({ clip }) => clip.label)).toEqual([
      "Moving something up",
      null,
    ]);
  });
});

test("a running study shows its progress; paused by keyboard, it can be resumed", async () => {
  const searchMask = () => new Promise<never>(() => undefined);
  await showStudy({ lab: { searchMask } });
  await userEvent.click(button("Start study"));
  await expect.element(page.getByText(/Clip 1 of 2, up-1, .*I3D: finding the mask/)).toBeVisible();
  await expect.element(page.getByText("The time left appears after the first clip.")).toBeVisible();
  const bar = page.getByRole("progressbar", exact("Study"));
  await expect.element(bar).toHaveAttribute("aria-valuetext", "0 of 2 clips done");
  (button("Pause").element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(button("Resume study, 0 of 2 done")).toHaveFocus();
});

test("the lab says that a study is running, and leads to it", async () => {
  const searchMask = () => new Promise<never>(() => undefined);
  const store = await showStudy({ lab: { searchMask } });
  await userEvent.click(button("Start study"));
  store.getState().actions.showPage("lab");
  await expect.element(page.getByText(/A study is running and shares the machine/)).toBeVisible();
  await userEvent.click(button("Show the study"));
  expect(store.getState().page).toBe("study");
});

test("a saved study is offered in the lab; dismissed there, it stays on its own page", async () => {
  const store = await showPage({ studies: saved(33, 12) });
  await store.getState().actions.study.read();
  const offer = page.getByText("A study is paused, 12 of 33 clips done.");
  await expect.element(offer).toBeVisible();
  await userEvent.click(button("Dismiss"));
  await expect.element(offer).not.toBeInTheDocument();
  store.getState().actions.showPage("study");
  await expect.element(button("Resume study, 12 of 33 done")).toBeVisible();
});

test("discarding asks first, then shows the setup again", async () => {
  await showStudy({ studies: saved(3, 3) });
  await userEvent.click(button("New study"));
  await expect
    .element(
      page.getByText("Discard this study and its 3 records? Save them first if you want to keep them."),
    )
    .toBeVisible();
  await userEvent.click(button("Discard"));
  await expect.element(button("Start study")).toBeVisible();
  await expect.element(page.getByRole("heading", exact("A study of many clips"))).toHaveFocus();
});

describe("the table", () => {
  test("sorts by a model's score, ascending and descending, and filters by words and by class", async () => {
    await showStudy({ studies: saved(33, 33) });
    const rows = page.getByRole("status", exact("Rows"));
    await expect.element(rows).toHaveTextContent("33 of 33 clips, 3 with a problem");
    const head = page.getByRole("columnheader", exact("I3D OS"));
    await userEvent.click(button("I3D OS"));
    await expect.element(head).toHaveAttribute("aria-sort", "ascending");
    await expect.element(rows).toHaveTextContent("sorted by I3D OS, ascending");
    expect(titles()[0]).toBe("seed 5000006"); // 0.81, the lowest
    expect(titles().at(-1)).toBe("seed 5000032"); // a problem has no score
    await userEvent.click(button("I3D OS"));
    expect(titles()[0]).toBe("seed 5000000"); // 0.99
    await userEvent.selectOptions(page.getByLabelText("Show class"), generatedClips(1)[0]!.className);
    await expect.element(rows).toHaveTextContent(/^3 of 33/); // every 15th
    await userEvent.fill(page.getByLabelText("Find"), "5000015 moving");
    await expect.element(rows).toHaveTextContent(/^1 of 33/);
    expect(titles()).toEqual(["seed 5000015"]);
  });

  test("shows what was wrong with a clip, describes masks in words, and opens a result in the lab", async () => {
    const store = await showStudy({ studies: saved(33, 33) });
    await expect
      .element(page.getByRole("row").filter({ hasText: "seed 5000010" }).first())
      .toHaveTextContent(/it is not a video this browser can read/);
    const row = page.getByRole("row").filter({ hasText: "seed 5000001" });
    await expect
      .element(
        row.getByRole("img", exact("I3D mask: frames 4 to 6 frozen, of 16; true event in frames 5 to 8")),
      )
      .toBeVisible();
    await userEvent.click(page.getByRole("link", exact("Open seed 5000001 with C-LSTM in the lab")));
    expect(store.getState().page).toBe("lab");
    await expect.poll(() => seen(store).modelId).toBe("convlstm");
    await expect.poll(() => store.getState().onPage?.clip.source.kind).toBe("generated");
  });

  test("becomes cards with a sort control on a phone", async () => {
    await showStudy({ studies: saved(12, 12) }, 390);
    expect(page.getByRole("table").elements()).toEqual([]);
    await userEvent.selectOptions(page.getByLabelText("Sort by"), "C-LSTM FS");
    const first = () => page.getByRole("heading", { level: 3, name: /seed/ }).elements()[0]?.textContent;
    await expect.poll(first).toContain("seed 5000003"); // 0.05
    await userEvent.click(button("Descending"));
    await expect.poll(first).toContain("seed 5000002");
  });
});

test("statistics: means with intervals, the paired test, masks against true events, and a plot of any measure", async () => {
  await showStudy({ studies: saved(33, 33) });
  await userEvent.click(page.getByRole("radio", exact("Statistics")));
  await expect.element(page.getByRole("heading", exact("Statistics over 30 clips"))).toBeVisible();
  const measures = page.getByRole("region", exact("All measures"));
  await expect
    .element(measures.getByRole("row").filter({ hasText: /^OS − FS/ }))
    .toHaveTextContent(/0\.\d{3}.* to 0\.\d{3}, n 30.*−?0\.\d{3}.* to .*, p \d\.\d{3}, Holm \d\.\d{3}, n 30/);
  await expect
    .element(measures.getByRole("row").filter({ hasText: /^OS − RS/ }))
    .toHaveTextContent(/0\.\d{3}.*, p <0\.001, Holm <0\.001, n 30/);
  await expect
    .element(page.getByText(/^No p value for OS − FS, which the search itself maximises/))
    .toBeVisible();
  const truth = page.getByRole("region", exact("Masks against events"));
  await expect.element(truth.getByRole("row").filter({ hasText: "C-LSTM" })).toHaveTextContent("30 clips");
  const plot = page.getByRole("img", { name: /Plot of Mask length.*C-LSTM minus I3D/ });
  await expect.poll(() => plot.element().querySelectorAll("svg").length, PLOTTED).toBe(2);
  await userEvent.selectOptions(page.getByRole("combobox", exact("Measure")), "IoU with the event");
  await expect.element(page.getByRole("img", { name: /Plot of IoU with the event/ })).toBeVisible();
});

test("statistics of fewer than 10 clips have a dash for each interval, and say why", async () => {
  await showStudy({ studies: saved(6, 6) });
  await userEvent.click(page.getByRole("radio", exact("Statistics")));
  const measures = page.getByRole("region", exact("All measures"));
  await expect
    .element(measures.getByRole("row").filter({ hasText: /^Mask length/ }))
    .toHaveTextContent(/\d\.\d–, n 6/);
  await expect.element(page.getByText(/A dash stands for no interval: fewer than 10 clips/)).toBeVisible();
  const plot = page.getByRole("img", { name: /C-LSTM minus I3D .*, fewer than 10 clips: no interval\./ });
  await expect.poll(() => plot.element().querySelectorAll("svg").length, PLOTTED).toBe(2);
});

test("saves records, summary and table under the file names of the command", async () => {
  await showStudy({ studies: saved(3, 3) });
  const downloads: string[] = [];
  const blobs: Blob[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    blobs.push(blob as Blob);
    return "blob:test";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    downloads.push(this.download);
  });
  for (const name of ["Records (.jsonl)", "Summary (.json)", "Table (.csv)"])
    await userEvent.click(button(name));
  expect(downloads).toEqual(["records-1-of-1.jsonl", "summary.json", "clips.csv"]);
  expect(await blobs[0]!.text()).toBe(fakeRecords(plan, 3).map(recordLine).join(""));
  expect(JSON.parse(await blobs[1]!.text())).toMatchObject({ clips: { explained: 3, withEvent: 3 } });
  expect((await blobs[2]!.text()).trim().split("\r\n")).toHaveLength(7);
});

test("merges the records of several files, and refuses others with what differs", async () => {
  await showStudy();
  const file = (name: string, from: number, to: number, preset = "default") => {
    const lines = fakeRecords(plan, 6).slice(from, to).map(recordLine).join("");
    return new File([lines.replaceAll('"preset":"default"', `"preset":"${preset}"`)], name);
  };
  const open = page.getByLabelText("Open records");
  await userEvent.upload(open, [file("one.jsonl", 0, 4), file("two.jsonl", 3, 6)]);
  await expect.element(page.getByRole("heading", exact("Records from 2 files"))).toBeVisible();
  await expect.element(page.getByText("1 duplicate record")).toBeVisible();
  await expect.element(page.getByRole("status", exact("Rows"))).toHaveTextContent("6 of 6 clips");
  await userEvent.upload(open, [file("other.jsonl", 0, 1, "paper")]);
  await expect
    .element(page.getByRole("alert"))
    .toHaveTextContent(/different studies: preset is "default" in one and "paper" in the other/);
  await userEvent.click(button("Close records"));
  await expect.element(button("Start study")).toBeVisible();
});

describe.each(["light", "dark"])("axe, %s", (theme) => {
  test.each([
    { width: 1440, view: "Statistics" },
    { width: 320, view: "Statistics" },
    { width: 320, view: "Clip by clip" },
    { width: 1440, view: "Clip by clip" },
  ])("finds nothing in $view at $width", async ({ width, view }) => {
    document.documentElement.dataset["theme"] = theme;
    await showStudy({ studies: saved(14, 13) }, width);
    await userEvent.click(page.getByRole("radio", exact(view)));
    if (view === "Statistics")
      await expect.poll(() => document.querySelectorAll(".plot svg").length, PLOTTED).toBe(2);
    expect(await findBarriers()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
