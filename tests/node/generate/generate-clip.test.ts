import { describe, expect, test } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import { GENERATED_CLASSES } from "../../../src/generate/classes.ts";
import { generateClip, type GeneratedClip } from "../../../src/generate/generate-clip.ts";

const SIZE = { T: 16, height: 32, width: 32 };

function clipOf(action: string, seed: number, size = SIZE): GeneratedClip {
  const found = GENERATED_CLASSES.find((candidate) => candidate.action === action);
  if (!found) throw new Error(`no such action: ${action}`);
  return generateClip({ className: found.name, seed, ...size });
}

/** Middle of the n-th thing's box in frame t. */
function middle(clip: GeneratedClip, t: number, n = 0): readonly [x: number, y: number] {
  const box = clip.boxes[t]![n]!;
  return [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
}

function gap(clip: GeneratedClip, t: number): number {
  const [ax, ay] = middle(clip, t, 0);
  const [bx, by] = middle(clip, t, 1);
  return Math.hypot(ax - bx, ay - by);
}

const SEEDS = Array.from({ length: 12 }, (_, i) => 900 + i);

/** Share of the seeds for which a condition holds. */
function share(holds: (seed: number) => boolean): number {
  return SEEDS.filter(holds).length / SEEDS.length;
}

describe("generateClip", () => {
  test.each(GENERATED_CLASSES)(
    "$action: the same seed gives the same bytes, another seed different ones",
    ({ action }) => {
      const clip = clipOf(action, 5);
      expect(clipOf(action, 5)).toEqual(clip);
      expect(clipOf(action, 6).frames.data).not.toEqual(clip.frames.data);
      expect(clip.frames.data.length).toBe(16 * 32 * 32 * 3);
      expect(clip.boxes.length).toBe(16);
    },
  );

  test("things of 'up' rise and things of 'down' sink during the event", () => {
    const rises = (action: string) => (seed: number) => {
      const clip = clipOf(action, seed);
      return middle(clip, clip.event[1])[1] < middle(clip, clip.event[0])[1];
    };
    expect(share(rises("up"))).toBe(1);
    expect(share(rises("down"))).toBe(0);
  });

  test("the two things of 'closer' and 'collide' end nearer than they began, those of 'away' farther apart", () => {
    const nears = (action: string) => (seed: number) => {
      const clip = clipOf(action, seed);
      return gap(clip, clip.event[1]) < gap(clip, clip.event[0]);
    };
    expect(share(nears("closer"))).toBe(1);
    expect(share(nears("collide"))).toBe(1);
    expect(share(nears("away"))).toBe(0);
  });

  test("a thing that is taken leaves; one that is only reached for stays", () => {
    const stays = (action: string) => (seed: number) => {
      const clip = clipOf(action, seed);
      if (clip.boxes[15]!.length === 0) return false;
      const [x0, y0] = middle(clip, 0);
      const [x1, y1] = middle(clip, 15);
      return Math.hypot(x1 - x0, y1 - y0) < 20;
    };
    expect(share(stays("pretend"))).toBe(1);
    expect(share(stays("take"))).toBe(0);
  });

  test.each([
    { action: "pan-left", axis: 0, sign: 1 },
    { action: "pan-right", axis: 0, sign: -1 },
    { action: "pan-up", axis: 1, sign: 1 },
    { action: "pan-down", axis: 1, sign: -1 },
  ] as const)("$action: still things move the other way through the frame", ({ action, axis, sign }) => {
    const travels = (seed: number): boolean => {
      const clip = clipOf(action, seed);
      return Math.sign(middle(clip, 15)[axis] - middle(clip, 0)[axis]) === sign;
    };
    expect(share(travels)).toBe(1);
  });

  test.each([
    ["away", "closer"],
    ["up", "down"],
  ])("%s and %s of one seed look alike, frame order aside", (one, other) => {
    // Mean brightness (0..255): same things, same surface, same light; different drift leaves a small difference.
    const mean = (clip: GeneratedClip) =>
      clip.frames.data.reduce((sum, v) => sum + v, 0) / clip.frames.data.length;
    for (const seed of SEEDS) {
      expect(Math.abs(mean(clipOf(one, seed)) - mean(clipOf(other, seed)))).toBeLessThan(12);
    }
  });

  test("the same scene can be made larger and longer; boxes and event scale with it", () => {
    const small = clipOf("up", 3);
    const large = clipOf("up", 3, { T: 48, height: 96, width: 96 });
    const [sx, sy] = middle(small, 4);
    const [lx, ly] = middle(large, 13);
    expect(lx / 3).toBeCloseTo(sx, 4);
    expect(ly / 3).toBeCloseTo(sy, 4);
    expect(large.event[0]).toBeGreaterThanOrEqual(small.event[0] * 3 - 2);
    expect(large.event[1]).toBeLessThanOrEqual(small.event[1] * 3 + 4);
  });

  test("events are short as often as long, and may lie off the middle", () => {
    const events = Array.from(
      { length: 60 },
      (_, i) => clipOf("away", i, { T: 16, height: 8, width: 8 }).event,
    );
    const part = (holds: (first: number, last: number) => boolean) =>
      events.filter(([first, last]) => holds(first, last)).length / events.length;
    expect(part((first, last) => last - first < 8)).toBeGreaterThan(0.35);
    expect(part((first, last) => last - first >= 8)).toBeGreaterThan(0.2);
    expect(part((first, last) => Math.abs(first + last - 15) >= 4)).toBeGreaterThan(0.35);
  });

  test("the event lies inside the clip, even a clip of one frame", () => {
    for (const { action } of GENERATED_CLASSES) {
      const { event } = clipOf(action, 11, { T: 1, height: 8, width: 8 });
      expect(event).toEqual([0, 0]);
    }
  });

  test.each([
    ["a class nobody knows", { className: "Juggling", seed: 1, ...SIZE }],
    ["no frames", { className: "Moving something up", seed: 1, ...SIZE, T: 0 }],
    ["half a pixel", { className: "Moving something up", seed: 1, ...SIZE, width: 32.5 }],
  ])("refuses %s", (_, options) => {
    expect(() => generateClip(options)).toThrow(LabError);
  });
});
