/** Invented answers of the lab worker about faithfulness, for viewing the page without waiting. */
import { mulberry32 } from "../../../src/base/prng.ts";
import type { SpatiotemporalMask } from "../../../src/math/spatiotemporal-mask.ts";
import type { CurveAgainstChance, Faithfulness } from "../../../src/faithfulness/faithfulness.ts";
import { windowsOf, type WindowScores } from "../../../src/math/windows.ts";
import type { Measured } from "../../../src/result/measured.ts";

const T = 16;

/** Returns a blob that rises through the frames like the disc of `fakeFrames`. */
export function fakeGrid(across: number): SpatiotemporalMask {
  const values = new Float32Array(T * across * across);
  values.forEach((_, i) => {
    const [t, y, x] = [Math.floor(i / across ** 2), Math.floor(i / across) % across, i % across];
    const centre = across * (0.8 - (0.6 * t) / (T - 1));
    const far = Math.hypot(x + 0.5 - across / 2, y + 0.5 - centre) / across;
    values[i] = (t > 3 && t < 11 ? 1 : 0.1) * Math.exp(-((far / 0.18) ** 2));
  });
  return { T, h: across, w: across, values };
}

/** Returns window scores for an event in frames 5 to 9. */
export function fakeWindows(): WindowScores {
  const scores = windowsOf(T).map(([first, last]) => {
    const inside = Math.max(0, Math.min(last, 8) - Math.max(first, 4) + 1);
    return 0.944 * Math.exp(-0.75 * inside) + 0.01;
  });
  return { T, original: 0.944, scores };
}

/** Returns all measurements, for a mask whose search started from frames 5 to 12. */
export function fakeMeasured(): Measured {
  const start = Array.from({ length: T }, (_, t) => t >= 4 && t < 12);
  return { windows: fakeWindows(), report: fakeFaithfulness(start.map(Number), 0), preset: "default", start };
}

/** Returns a report in which everything is good except for the shuffled model. */
export function fakeFaithfulness(mask: readonly number[], seed: number): Faithfulness {
  const random = mulberry32(3);
  const curve = (falls: boolean): CurveAgainstChance => {
    const fast = Array.from({ length: T }, (_, k) => Math.exp(-0.5 * k));
    const slow = Array.from({ length: T }, (_, k) => 1 - k / (T - 1));
    const [own, chance] = [fast, slow].map((one) => one.map((s) => 0.944 * (falls ? s : 1 - s)));
    const areas = Array.from({ length: 24 }, () => 0.45 + 0.1 * random());
    const grown = Array.from({ length: T - 1 }, (_, i) => (falls ? 0.2 : 0.7) + 0.002 * (falls ? i : -i));
    const deviation = chance!.map(() => 0.08);
    return {
      scores: own!,
      area: falls ? 0.16 : 0.78,
      centred: { mean: chance!, areas: grown },
      chance: { orders: 24, mean: chance!, deviation, areas },
    };
  };
  const on = mask.filter((m) => m > 0.5).length;
  const again = (overlap: number, loss = 0.15) => ({ mask, overlap, loss });
  const shuffled = (original: number, spread: number) => ({
    className: "Moving something down",
    original,
    reaction: { lowest: original / 10, spread },
  });
  return {
    version: 2,
    predicted: { name: "Moving something up", score: 0.944, isTarget: true },
    original: 0.944,
    everywhere: 0.02,
    deletion: curve(true),
    insertion: curve(false),
    equalLength: {
      on,
      effective: { on, of: T - 1 },
      mask: { inside: 0.05, outside: 0.88 },
      random: Array.from({ length: 50 }, () => ({
        inside: 0.2 + 0.6 * random(),
        outside: 0.1 + 0.5 * random(),
      })),
      windows: Array.from({ length: on > 0 ? T - 1 - on : 0 }, (_, i) => ({
        inside: 0.1 + 0.04 * i,
        outside: 0.4,
      })),
      even: { inside: 0.61, outside: 0.34 },
      window: on > 0 ? { inside: 0.44, outside: 0.4 } : null,
    },
    completeness: {
      attributions: mask.map((m, t) => (t === 0 ? 0 : m > 0.5 ? 0.9 / Math.max(on, 1) : 0.002)),
      sum: 0.921,
      expected: 0.924,
      steps: 24,
    },
    stability: [
      { change: "seed", text: "random start 1", ...again(0.83) },
      { change: "start", text: "from the first half", ...again(0.71) },
      { change: "learning-rate", text: "twice the learning rate", ...again(1) },
      { change: "shift", text: "one frame later", ...again(0.67, 0.4) },
    ],
    ownLoss: 0.14,
    randomised: {
      kind: "measured",
      stages: [
        { downTo: "logits", ...shuffled(0.25, 0.4), ...again(0.4) },
        { downTo: "Mixed_5b", ...shuffled(0.3, 0.5), ...again(0.2) },
        {
          downTo: "Conv3d_1a_7x7",
          ...shuffled(0.06, 0.001),
          mask: mask.map(() => 0),
          loss: null,
          overlap: null,
        },
      ],
    },
    seed,
  };
}
