/** The paper page through its accessible names: sorting, filter, masks in words, links to the lab, failures, axe. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { LabStore } from "../../../src/state/lab-store.ts";
import { FAKE_CLASSES, FAKE_CLIPS, FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { FREEZING } from "../../../src/result/link-fields.ts";
import { findBarriers } from "./find-barriers.ts";
import { showPage } from "./show-page.tsx";
import { seen } from "../../support/seen.ts";
import { encodeV4 } from "../../support/links-v4.ts";
import { exact } from "./by-name.ts";

/** The published table as it ships; the test server serves `public` at its root. */
const published = (await (await fetch("/paper/published.json")).json()) as unknown;

/** The plot library loads with the first plot, which is slow on a busy machine. */
const PLOTTED = { timeout: 60_000 };

const names = () =>
  page
    .getByRole("rowheader")
    .elements()
    .map((header) => header.textContent ?? "");

const scores = { os: 0.944, fs: 0.089, rs: 0.42 };
const lane = (modelId: string) => ({
  modelId,
  imported: null,
  grid: null,
  target: 0,
  mask: [...FAKE_MASK],
  scores,
});
const linkTo = (id: string, modelId: string, second: string | null) =>
  encodeV4({
    ...lane(modelId),
    clip: { kind: "bundled", id },
    preset: "default",
    maskKind: FREEZING,
    seed: 0,
    second: second === null ? null : lane(second),
  });

const labResult = (id: string, modelId: string, p: unknown = null) => ({
  ...scores,
  cs: null,
  p,
  mask: FAKE_MASK,
  steps: 83,
  stopped: "settled",
  proof: null,
  link: linkTo(id, modelId, null),
});

/** Two clips of the fake lab, as `npm run paper-table` would write them. */
const lab = {
  schema: "freezeframe/lab-results",
  version: 2,
  preset: "default",
  settings: {},
  backend: "wasm",
  frames: 16,
  models: {
    i3d: { id: "i3d", name: "I3D", classes: 8, height: 64, width: 64, sha256: "a".repeat(64) },
    clstm: { id: "convlstm", name: "C-LSTM", classes: 8, height: 64, width: 64, sha256: "b".repeat(64) },
  },
  clips: FAKE_CLIPS.map(({ id, label, thumbnail }, index) => ({
    id,
    class: label,
    thumbnail,
    sha256: "c".repeat(64),
    event: index === 0 ? [4, 9] : null,
    link: linkTo(id, "i3d", "convlstm"),
    i3d: labResult(id, "i3d"),
    clstm: labResult(id, "convlstm", { class: 3, name: FAKE_CLASSES[3], probability: 0.6 }),
  })),
};

/** Answers of the page's server by file name; null = unreachable. */
let files: Record<string, unknown>;

beforeEach(() => {
  files = { "published.json": published, "lab.json": lab };
  const fetchElsewhere = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const name = url.split("/").at(-1) ?? "";
    if (!(name in files)) return fetchElsewhere(input, init);
    const file = files[name];
    if (file === null) return Promise.reject(new TypeError("Failed to fetch"));
    return Promise.resolve(new Response(JSON.stringify(file)));
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  delete document.documentElement.dataset["theme"];
});

async function showPaper(width = 1280): Promise<LabStore> {
  await page.viewport(width, 900);
  const store = await showPage();
  store.getState().actions.showPage("paper");
  await expect.element(page.getByRole("heading", exact("The paper’s results, and this lab’s"))).toBeVisible();
  return store;
}

const show = (view: string) => userEvent.click(page.getByRole("radio", exact(view)));

describe("the published table", () => {
  test("has the authors' 30 rows in their order, with their columns", async () => {
    await showPaper();
    await expect.element(page.getByText("30 of 30 clips, in their original order")).toBeVisible();
    expect(names()).toHaveLength(30);
    expect(names()[0]).toContain("clip 43627");
    // Not every engine calls a heading over several columns a columnheader, so read the cells themselves.
    const heads = [...page.getByRole("table").element().querySelectorAll("thead th")].map(
      (head) => head.textContent,
    );
    for (const head of [
      "Class",
      "I3D scores",
      "I3D clip",
      "C-LSTM clip",
      "C-LSTM scores",
      "I3D OS",
      "C-LSTM P",
    ])
      expect(heads).toContain(head);
  });

  test("sorts by OS ascending, descending and back, and says so", async () => {
    await showPaper();
    const head = page.getByRole("columnheader", exact("I3D OS"));
    const button = page.getByRole("button", exact("I3D OS"));
    await userEvent.click(button);
    await expect.element(head).toHaveAttribute("aria-sort", "ascending");
    await expect.element(page.getByText("30 of 30 clips, sorted by I3D OS, ascending")).toBeVisible();
    expect(names()[0]).toContain("clip 58874"); // 0.177, the lowest
    await userEvent.keyboard("{Enter}");
    await expect.element(head).toHaveAttribute("aria-sort", "descending");
    expect(names().at(-1)).toContain("clip 58874");
    await userEvent.keyboard("{Enter}");
    await expect.element(head).toHaveAttribute("aria-sort", "none");
    expect(names()[0]).toContain("clip 43627");
  });

  test("filters by class", async () => {
    await showPaper();
    await userEvent.selectOptions(page.getByLabelText("Show class"), "Burying something in something");
    await expect.element(page.getByText("2 of 30 clips, in their original order")).toBeVisible();
    expect(names().map((name) => /clip \d+/.exec(name)?.[0])).toEqual(["clip 30133", "clip 58874"]);
  });

  test("describes each mask in words", async () => {
    await showPaper();
    const row = page.getByRole("row").filter({ hasText: "clip 43627" });
    await expect
      .element(row.getByRole("img", exact("I3D mask: frames 2 to 3 and 7 to 9 frozen, of 16")))
      .toBeVisible();
    await expect
      .element(row.getByRole("img", exact("C-LSTM mask: frames 4 to 13 frozen, of 16")))
      .toBeVisible();
  });

  test("opens a row's details: the value of every frame, and the row as CSV", async () => {
    await showPaper();
    const button = page.getByRole("button", exact("Details of clip 43627"));
    await userEvent.click(button);
    await expect.element(button).toHaveAttribute("aria-expanded", "true");
    const values = page.getByRole("table", exact("Mask values of clip 43627, frame by frame"));
    const cells = values
      .getByRole("row")
      .filter({ hasText: "I3D" })
      .getByRole("cell")
      .elements()
      .map((cell) => cell.textContent);
    expect(cells.join("")).toBe("0110001110000000");
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await userEvent.click(page.getByRole("button", exact("Copy row as CSV")));
    await expect.element(page.getByRole("status", exact("Copying"))).toHaveTextContent("Copied.");
    expect(write.mock.calls[0]?.[0]).toMatch(
      /^clip,class,I3D OS,.*\r\n43627,Moving something and something away from each other,0\.994,0\.083,0\.856,/,
    );
  });
});

test("a link in the lab's table opens the clip with that model, mask and scores", async () => {
  const store = await showPaper();
  await show("This lab");
  await userEvent.click(page.getByRole("link", exact("Open apart-1 with C-LSTM in the lab")));
  expect(store.getState().page).toBe("lab");
  await expect.poll(() => seen(store).modelId).toBe("convlstm");
  await expect.poll(() => store.getState().onPage?.clip.name).toBe("Two discs apart");
  expect(seen(store).finding?.scores?.fs).toBeCloseTo(scores.fs, 5);
});

test("the lab's table names the weights it was computed with, and wrong predictions", async () => {
  await showPaper();
  await show("This lab");
  await expect.element(page.getByText(/weights I3D aaaaaaaaaaaa and C-LSTM bbbbbbbbbbbb/)).toBeVisible();
  const row = page.getByRole("row").filter({ hasText: "clip up-1" });
  await expect.element(row).toHaveTextContent(`C-LSTM predicted 3: ${FAKE_CLASSES[3]}`);
  await expect
    .element(
      row.getByRole("img", exact("I3D mask: frames 5 to 9 frozen, of 16; true event in frames 5 to 10")),
    )
    .toBeVisible();
});

test("statistics: sentences, plots with a text alternative, and the numbers", async () => {
  await showPaper();
  await show("Statistics");
  const measure = page.getByRole("region", exact("Mask length"));
  await expect.element(measure).toHaveTextContent(/6\.3 of 16 frames on average, C-LSTM masks for 10\.2/);
  const plot = measure.getByRole("img", { name: /Plot of Mask length.*Published: I3D mean 6\.3/ });
  await expect.poll(() => plot.element().querySelectorAll("svg").length, PLOTTED).toBe(2);
  const numbers = measure.getByRole("table");
  await expect.element(numbers.getByRole("row").filter({ hasText: "Published" })).toHaveTextContent("5.0");
  await expect
    .element(page.getByRole("region", exact("Masks equal to a starting block")))
    .toHaveTextContent("15 of 30 C-LSTM masks equal a central block");
});

test("a table that cannot be fetched says so, and can be retried", async () => {
  files["published.json"] = null;
  await showPaper();
  const alert = page.getByRole("alert");
  await expect.element(alert).toHaveTextContent(/paper\/published\.json: the table could not be fetched/);
  await show("This lab");
  await expect.element(page.getByText("2 of 2 clips, in their original order")).toBeVisible();
  await show("Published");
  files["published.json"] = published;
  await userEvent.click(alert.getByRole("button", exact("Try again")));
  await expect.element(page.getByText("30 of 30 clips, in their original order")).toBeVisible();
});

test("a table of a later version is refused with its reason", async () => {
  files["lab.json"] = { ...lab, version: 3 };
  await showPaper();
  await show("This lab");
  await expect.element(page.getByRole("alert")).toHaveTextContent(/version 3.*reads version 2/);
});

test("on a phone the rows are cards with a sort control", async () => {
  await showPaper(390);
  expect(page.getByRole("table").elements()).toEqual([]);
  await userEvent.selectOptions(page.getByLabelText("Sort by"), "I3D OS");
  const cards = page.getByRole("main").getByRole("heading", { level: 3 });
  const first = () =>
    cards
      .elements()
      .map((card) => /clip \d+/.exec(card.textContent ?? "")?.[0])
      .find((id) => id !== undefined);
  await expect.poll(first).toBe("clip 58874");
  await userEvent.click(page.getByRole("button", exact("Descending")));
  await expect.poll(first).not.toBe("clip 58874");
});

describe.each(["light", "dark"])("axe, %s", (theme) => {
  test.each([
    { width: 1280, view: "Published" },
    { width: 1280, view: "This lab" },
    { width: 1280, view: "Statistics" },
    { width: 320, view: "This lab" },
    { width: 320, view: "Statistics" },
  ])("finds nothing in $view at $width", async ({ width, view }) => {
    document.documentElement.dataset["theme"] = theme;
    await showPaper(width);
    await show(view);
    if (view === "Statistics") {
      await expect.poll(() => document.querySelectorAll(".plot svg").length, PLOTTED).toBe(8);
    } else {
      await userEvent.click(page.getByRole("button", exact("Open all details")));
    }
    expect(await findBarriers()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
