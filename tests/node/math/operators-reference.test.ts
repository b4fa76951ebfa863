/** Freeze, reverse, TV and runs against vectors from the authors' released code. */
import { describe, expect, test } from "vitest";
import { freezeFrames, freezeMatrix } from "../../../src/math/freeze.ts";
import { maskRuns, REVERSE_THRESHOLD } from "../../../src/math/mask-runs.ts";
import { mixFrames } from "../../../src/math/mix.ts";
import { reverseFrames } from "../../../src/math/reverse.ts";
import { tvNorm } from "../../../src/math/tv-norm.ts";
import { expectAllClose } from "../../support/close.ts";
import { readCommittedReference } from "../../support/reference.ts";

interface Case {
  readonly kind: "freeze" | "reverse";
  readonly T: number;
  readonly seq_T_4: readonly (readonly number[])[];
  readonly mask: readonly number[];
  readonly out_T_4: readonly (readonly number[])[];
  readonly tv: number;
  readonly submasks: readonly (readonly number[])[];
}

describe("operators of the released code", () => {
  const cases = readCommittedReference<Case[]>("operators");

  test("there are cases of both kinds", () => {
    expect(new Set(cases.map(({ kind }) => kind))).toEqual(new Set(["freeze", "reverse"]));
  });

  test.each(cases)("$kind of $T frames", ({ kind, T, seq_T_4, mask, out_T_4, tv, submasks }) => {
    const frames = Float32Array.from(seq_T_4.flat());
    const expected = out_T_4.flat();
    const perturbed = kind === "freeze" ? freezeFrames(frames, mask) : reverseFrames(frames, mask);
    expectAllClose(perturbed, expected, { rtol: 1e-6, atol: 1e-6 });
    if (kind === "freeze") {
      expectAllClose(mixFrames(frames, freezeMatrix(mask), T), expected, { rtol: 1e-6, atol: 1e-6 });
    }
    expectAllClose([tvNorm(mask, 3, "released-code")], [tv], { rtol: 1e-5, atol: 1e-6 });
    const runs = submasks.map((frames) => [frames[0], frames.at(-1)]);
    expect(maskRuns(mask, REVERSE_THRESHOLD)).toEqual(runs);
  });
});
