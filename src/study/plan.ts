/** What a study asks of every clip: plain data that stands in each of its records, so that only like is merged with like. */
import * as v from "valibot";
import { GRID_SIZES } from "../math/spatiotemporal-mask.ts";
import { OPERATOR_NAMES } from "../math/operator.ts";
import type { ModelCard } from "../models/card.ts";
import { text, unit, whole } from "../paper/check.ts";
import { SOFTWARE_NAME, SOFTWARE_VERSION } from "../result/software.ts";
import { PRESET_NAMES, PRESETS } from "../math/search-settings.ts";

const modelSchema = v.strictObject({
  /** The card's id. */
  id: text,
  name: text,
  /** Of what decides its answers; null where whoever runs the study has none beside the id. */
  hash: v.nullable(text),
  classes: whole,
  frames: whole,
});

const wishEntries = {
  preset: v.picklist(PRESET_NAMES),
  operator: v.picklist(OPERATOR_NAMES),
  /** Class explained: the clip's label where the model knows it, else the predicted one; or always the predicted one. */
  target: v.picklist(["label", "predicted"]),
  /** Also a mask over space and time; null for none. */
  spatiotemporal: v.nullable(v.strictObject({ across: v.picklist(GRID_SIZES), area: v.nullable(unit) })),
  /** Also Grad-CAM, to see whether it points at the thing. */
  cam: v.boolean(),
  /** Also the score under every window of frames. */
  windows: v.boolean(),
  /** Also how far the mask can be believed: some fifteen searches a clip and model. */
  faithfulness: v.boolean(),
  /** Of every draw. */
  seed: whole,
};

/** As it stands in a record. */
export const planSchema = v.strictObject({
  models: v.pipe(v.array(modelSchema), v.minLength(1)),
  ...wishEntries,
  /** The preset's settings at the time, by name. */
  settings: v.record(v.string(), v.nullable(v.union([v.number(), v.string()]))),
  software: text,
});

/** A study's models and settings. */
export type StudyPlan = v.InferOutput<typeof planSchema>;
/** What may be chosen about a study, beside models and clips. */
export type StudyWish = Pick<StudyPlan, keyof typeof wishEntries>;
/** A model as a study knows it. */
export type StudyModel = StudyPlan["models"][number];

/** The temporal search that the page would do, and nothing beside it. */
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

/** What was chosen for a plan. */
export function wishOf(plan: StudyPlan): StudyWish {
  return Object.fromEntries(
    Object.keys(wishEntries).map((key) => [key, plan[key as keyof StudyWish]]),
  ) as StudyWish;
}

/** A model of the study, and a hash of its weights where there is one. */
export interface ModelInStudy {
  readonly card: ModelCard;
  readonly hash: string | null;
}

/** The plan for these models, in their order. */
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
 * Where two plans differ, as "preset is "default" in the one and "paper" in the other"; null where they are the same.
 * Only what differs first is named.
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
  return Object.is(a, b) ? null : `${path} is ${told(a)} in the one and ${told(b)} in the other`;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function told(value: unknown): string {
  if (value === undefined) return "absent";
  return isTree(value) && "id" in value ? JSON.stringify(value["id"]) : JSON.stringify(value);
}
