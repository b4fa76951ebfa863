/** The tour's steps on a real store, and the position of its card. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAKE_CLIPS } from "../../support/page-harness/fake-clients.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { placeCard, type Box } from "../../../src/view/tour/place-card.ts";
import { tourFacts } from "../../../src/view/tour/tour-facts.ts";
import { TOUR_STEPS } from "../../../src/view/tour/tour-steps.ts";
import { seen } from "../../support/seen.ts";

const step = (id: string) => TOUR_STEPS.find((one) => one.id === id)!;
const press = () => undefined;

describe("the tour", () => {
  test("has eight to eleven steps with different ids", () => {
    expect(TOUR_STEPS.length).toBeGreaterThanOrEqual(8);
    expect(TOUR_STEPS.length).toBeLessThanOrEqual(11);
    expect(new Set(TOUR_STEPS.map(({ id }) => id)).size).toBe(TOUR_STEPS.length);
  });

  test("with no clip it offers one; with a bundled one it goes on; it never replaces a clip by itself", async () => {
    const store = await readyStore({ manifest: FAKE_CLIPS });
    const acts = () => step("clip").acts!(tourFacts(store.getState())).map(({ label }) => label);
    expect(acts()).toEqual([]);
    store.getState().actions.removeClip();
    expect(acts()).toEqual(["Open a clip"]);
    expect(step("clip").done!(tourFacts(store.getState()))).toBe(false);
    await store.getState().actions.openFiles([new File(["x"], "mine.mp4")]);
    expect(acts()).toEqual(["Open a bundled clip instead"]);
    expect(step("clip").done!(tourFacts(store.getState()))).toBe(true);
  });

  test("finds a mask, paints a frame and undoes it, and compares a second model", async () => {
    const store = await readyStore();
    const facts = () => tourFacts(store.getState());
    const act = async (id: string) => {
      step(id).acts!(facts())[0]!.run({ actions: store.getState().actions, press }, facts());
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    expect(step("find").done!(facts())).toBe(false);
    await act("find");
    await expect.poll(() => step("find").done!(facts())).toBe(true);
    expect(step("find").acts!(facts())).toEqual([]);
    expect(step("watch").text(facts())).toBe("Found: frames 5–9. Hatched frames are frozen.");
    expect(step("scores").text(facts())).toMatch(/OS 0\.944 .* FS 0\.031/);
    expect(step("reverse").text(facts())).toMatch(/RS 0\.384/);

    const learnt = seen(store).mask;
    expect(step("paint").acts!(facts())[0]!.label).toBe("Toggle frame 10");
    await act("paint");
    expect(seen(store).mask?.[9]).toBe(1);
    expect(step("paint").text(facts())).toMatch(/^FS is now .*; it was 0\.031/);
    await act("paint");
    expect(seen(store).mask).toEqual(learnt);

    await act("compare");
    await expect.poll(() => seen(store).second?.predictions.kind).toBe("ready");
    expect(step("compare").acts!(facts())[0]!.label).toBe("Find its mask too");
    await act("compare");
    await expect.poll(() => step("compare").text(facts())).toMatch(/^C-LSTM gives FS 0\.031/);
  });
});

describe("the card", () => {
  const card = { width: 350, height: 240 };
  const overlaps = (at: { x: number; y: number }, target: Box) =>
    at.x < target.x + target.width &&
    at.x + card.width > target.x &&
    at.y < target.y + target.height &&
    at.y + card.height > target.y;

  test("goes to the right of its target, or else left, below or above", () => {
    const view = { width: 1280, height: 900 };
    const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
    expect(placeCard(box(20, 100, 200, 300), card, view)).toEqual({ x: 234, y: 100 });
    expect(placeCard(box(1000, 100, 260, 300), card, view)).toEqual({ x: 636, y: 100 });
    expect(placeCard(box(100, 100, 1100, 50), card, view)).toEqual({ x: 475, y: 164 });
    expect(placeCard(box(100, 800, 1100, 50), card, view)).toEqual({ x: 475, y: 546 });
  });

  test("on a phone lies along the lower edge, or the upper one if it would cover its target there", () => {
    const view = { width: 390, height: 844 };
    expect(placeCard({ x: 10, y: 40, width: 370, height: 100 }, card, view)).toEqual({ x: 20, y: 590 });
    expect(placeCard({ x: 10, y: 600, width: 370, height: 100 }, card, view)).toEqual({ x: 20, y: 14 });
  });

  test("stays in the window, and off its target if it fits beside it", () => {
    const side = fc.integer({ min: 0, max: 1200 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 200 }),
        (x, y, w, h) => {
          const view = { width: 1400, height: 1000 };
          const target = { x, y: Math.min(y, 790), width: Math.min(w, 1400 - x), height: h };
          const at = placeCard(target, card, view);
          expect(at.x).toBeGreaterThanOrEqual(0);
          expect(at.y).toBeGreaterThanOrEqual(0);
          expect(at.x + card.width).toBeLessThanOrEqual(view.width);
          expect(at.y + card.height).toBeLessThanOrEqual(view.height);
          expect(overlaps(at, target)).toBe(false);
        },
      ),
    );
  });
});
