/**
 * A study's models and settings, as plain data. Each record contains them, so that only records of one study are
 * merged.
 */
import * as v from "valibot";
import { GRID_SIZES } from "../math/spatiotemporal-mask.ts";
import { OPERATOR_NAMES } from "../math/operator.ts";
import type { ModelCard } from "../models/card.ts";
import { text, unit, whole } from "../base/schema.ts";
import { SOFTWARE_NAME, SOFTWARE_VERSION } from "../result/software.ts";
import { PRESET_NAMES, PRESETS } from "../math/search-settings.ts";

const modelSchema = v.strictObject({
  /** The card's id. */
  id: text,
  name: text,
  /** Hash of everything that decides its answers; null if only the id is known. */
  hash: v.nullable(text),
  classes: whole,
  frames: whole,
});

const wishEntries = {
  preset: v.picklist(PRESET_NAMES),
  operator: v.picklist(OPERATOR_NAMES),
  /** Class to explain. "label": the clip's label, or the predicted class if the model does not know it. */
  target: v.picklist(["label", "predicted"]),
  /** Settings of a space-and-time mask to search for as well; null for none. */
  spatiotemporal: v.nullable(v.strictObject({ across: v.picklist(GRID_SIZES), area: v.nullable(unit) })),
  /** True to compute Grad-CAM too, and whether it points at an object. */
  cam: v.boolean(),
  /** True to compute the score under every window of frames too. */
  windows: v.boolean(),
  /** True to measure faithfulness too; costs about 25 searches per clip and model. */
  faithfulness: v.boolean(),
  /** Seed of all random draws. */
  seed: whole,
};

/** Schema of the plan in a record. */
export const planSchema = v.strictObject({
  models: v.pipe(v.array(modelSchema), v.minLength(1)),
  ...wishEntries,
  /** The preset's settings when the study ran, by name. */
  settings: v.record(v.string(), v.nullable(v.union([v.number(), v.string()]))),
  software: text,
});

/** A study's models and settings. */
export type StudyPlan = v.InferOutput<typeof planSchema>;
/** The settings of a study that the user can choose, besides models and clips. */
export type StudyWish = Pick<StudyPlan, keyof typeof wishEntries>;
/** A model in a study's plan. */
export type StudyModel = StudyPlan["models"][number];

/** Default settings: only the temporal search that the page runs. */
export const DEFAULT_WISH: StudyWish = {
  preset: "default",
  operator: "freeze",
  target: "label",
  spatiotemporal: null,
  cam: false,
  windows: false,
  faithfulness: false,
  seed: 0,
};

/** Returns the settings that the user chose for a plan. */
export function wishOf(plan: StudyPlan): StudyWish {
  return Object.fromEntries(
    Object.keys(wishEntries).map((key) => [key, plan[key as keyof StudyWish]]),
  ) as StudyWish;
}

/** A model of the study, and a hash of its weights, or null. */
export interface ModelInStudy {
  readonly card: ModelCard;
  readonly hash: string | null;
}

/** Returns the plan for these models, in this order. */
export function planOf(wish: StudyWish, models: readonly ModelInStudy[]): StudyPlan {
  return {
    models: models.map(({ card: { id, name, classes, input }, hash }) => ({
      id,
      name,
      hash,
      classes: classes.length,
      frames: input.frames,
    })),
    ...wish,
    settings: { ...PRESETS[wish.preset] },
    software: `${SOFTWARE_NAME} ${SOFTWARE_VERSION}`,
  };
}

/**
 * Returns the first difference between two plans, such as `preset is "default" in one and "paper" in the other`; null
 * if they are equal.
 */
export function planDifference(one: StudyPlan, other: StudyPlan): string | null {
  return difference("", one, other);
}

function difference(path: string, a: unknown, b: unknown): string | null {
  if (isTree(a) && isTree(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = difference(path === "" ? key : `${path}.${key}`, a[key], b[key]);
      if (found !== null) return found;
    }
    return null;
  }
  return Object.is(a, b) ? null : `${path} is ${shown(a)} in one and ${shown(b)} in the other`;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  if (value === undefined) return "absent";
  return isTree(value) && "id" in value ? JSON.stringify(value["id"]) : JSON.stringify(value);
}
