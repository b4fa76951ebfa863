/** Checks of scores and proofs as files and databases hold them. */
import * as v from "valibot";
import { unit, whole } from "../base/schema.ts";

/** FS, RS and, under an operator that is neither freeze nor reverse, its own score. */
export const perturbedSchema = v.strictObject({ fs: unit, rs: unit, own: v.optional(unit) });

/**
 * Scores of a mask: those of its frames above 0.5 fully on and, where the mask has values between 0 and 1, its soft
 * scores.
 */
export const scoresSchema = v.strictObject({
  os: unit,
  ...perturbedSchema.entries,
  soft: v.optional(perturbedSchema),
});

/** What an exact search proved. */
export const proofSchema = v.strictObject({
  proven: v.boolean(),
  lowerBound: v.pipe(v.number(), v.finite(), v.minValue(0)),
  evaluations: whole,
});
