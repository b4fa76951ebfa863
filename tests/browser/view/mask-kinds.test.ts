/** Kinds of masks, found by accessible names: operators, and spatiotemporal masks. */
import { describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { fakeScores, FAKE_MASK } from "../../support/page-harness/fake-clients.ts";
import { showPage } from "./show-page.tsx";
import { seen } from "../../support/seen.ts";
import { exact } from "./by-name.ts";

const radio = (group: string, name: string) =>
  page.getByRole("radiogroup", exact(group)).getByRole("radio", exact(name));

/** Returns a pixel of a canvas, [r, g, b]; x and y as fractions of its size. */
function pixel(figure: string, x: number, y: number): number[] {
  const canvas = page.getByRole("figure", exact(figure)).element().querySelector("canvas")!;
  const at = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)] as const;
  return [
    ...canvas
      .getContext("2d")!
      .getImageData(...at, 1, 1)
      .data.slice(0, 3),
  ];
}

describe("a mask over space and time", () => {
  test("is shown over the frames, in slices, and as the clip with its region frozen", async () => {
    const store = await showPage();
    await userEvent.click(radio("Mask over", "Space and time"));
    await userEvent.click(page.getByRole("button", exact("Find mask")));
    await expect.element(page.getByRole("figure", exact("Mask overlay"))).toBeVisible();
    await expect.element(page.getByRole("group", exact("Space-time slices"))).toBeVisible();
    await expect.element(page.getByRole("status", exact("FS"))).toHaveTextContent("0.061");
    store.getState().actions.showFrame(6);
    // The blob is where the disc is; at the edge of what the model sees there is no mask.
    await expect.poll(() => pixel("Mask overlay", 0.5, 0.56)).not.toEqual(pixel("Original", 0.5, 0.56));
    expect(pixel("Masked", 0.5, 0.98)).toEqual(pixel("Original", 0.5, 0.98));
    // Outside it the overlay is dark, and the masked clip is unchanged.
    const left = pixel("Original", 0.02, 0.5);
    expect(pixel("Masked", 0.02, 0.5)).toEqual(left);
    expect(pixel("Mask overlay", 0.02, 0.5)[2]).toBeLessThan(left[2]! / 2);
  });

  test("cannot be painted by frame; one choice leads back to a mask over time", async () => {
    await showPage();
    await userEvent.click(radio("Mask over", "Space and time"));
    const cells = page.getByRole("group", exact("Temporal mask")).getByRole("button");
    await expect.element(cells.first()).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(radio("Mask over", "Time"));
    await expect.element(cells.first()).toHaveAttribute("aria-disabled", "false");
  });

  test("is searched with the chosen cells and area", async () => {
    const store = await showPage();
    await userEvent.click(radio("Mask over", "Space and time"));
    await userEvent.click(radio("Cells", "14 × 14"));
    await userEvent.selectOptions(page.getByLabelText("Area", { exact: true }), "10 % of the clip");
    expect(seen(store).maskKind).toEqual({ kind: "spatiotemporal", across: 14, area: 0.1 });
    await store.getState().actions.findMask();
    expect(seen(store).grid?.w).toBe(14);
  });
});

describe("an operator", () => {
  test("has a view of the masked clip and a score", async () => {
    await showPage({ lab: { scoreMask: () => Promise.resolve({ ...fakeScores(FAKE_MASK), own: 0.123 }) } });
    await userEvent.click(radio("Perturb by", "Fade"));
    await userEvent.click(page.getByRole("button", exact("Find mask")));
    await expect.element(radio("Masked clip view", "Faded")).toBeChecked();
    await userEvent.click(
      page.getByRole("group", exact("Temporal mask")).getByRole("button", exact("Frame 14")),
    );
    await expect.element(page.getByRole("status", exact("Faded score"))).toHaveTextContent("0.123");
    await userEvent.click(radio("Perturb by", "Freeze"));
    await expect.element(radio("Masked clip view", "Frozen")).toBeChecked();
    await expect.element(radio("Masked clip view", "Faded")).not.toBeInTheDocument();
  });
});

test("a search that did not move from its start says so", async () => {
  const start = FAKE_MASK.map((m) => m > 0.5);
  const store = await showPage({
    lab: {
      searchMask: ({ modelId, target, preset }, { onStep }) => {
        const terms = { loss: 1, l1: 0, tv: 0, classScore: 1 };
        onStep?.({ step: 1, of: 1, ...terms, mask: FAKE_MASK, secondsLeft: 0 });
        const scores = fakeScores(FAKE_MASK);
        const end = { steps: 1, stopped: "settled", proof: null, backend: "wasm" } as const;
        return Promise.resolve({
          ...{ modelId, target, preset, operator: "freeze" as const },
          ...{ mask: FAKE_MASK, start, scores, ...end },
        });
      },
    },
  });
  await store.getState().actions.findMask();
  await expect.element(page.getByText("did not move from its")).toBeVisible();
});

test("a mask is compared with the true event if that is known", async () => {
  const store = await showPage();
  await store.getState().actions.findMask();
  const { clip } = store.getState().onPage!;
  expect(clip.event).toBeDefined(); // control
  await expect
    .element(page.getByRole("group", exact("Comparison with the true event")))
    .toHaveTextContent(/IoU\): \d\.\d{3}; centred block \d\.\d{3}/);
});
