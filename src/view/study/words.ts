/** Texts about a study: its progress and its settings. */
import type { OperatorName } from "../../math/operator.ts";
import type { StudyPlan } from "../../study/plan.ts";
import type { StudyProgress } from "../../study/run-study.ts";

/**
 * Returns a count with its noun in the right number.
 *
 * @example
 * counted(1, "clip"); // "1 clip"
 * counted(12, "clip"); // "12 clips"
 * counted(2, "search"); // "2 searches"
 */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : noun.endsWith("h") ? "es" : "s"}`;
}

type Part = NonNullable<StudyProgress["doing"]>["part"];

const PARTS: Readonly<Record<Part, string>> = {
  classify: "predicting",
  search: "finding the mask",
  "grad-cam": "Grad-CAM",
  spatiotemporal: "finding the space-and-time mask",
  windows: "scoring every window",
  faithfulness: "checking the mask’s faithfulness",
};

/** Returns a line such as "Clip 13 of 33, seed 5000012. I3D: finding the mask, step 41 of at most 300." */
export function progressText({ index, clips, name, doing }: StudyProgress, plan: StudyPlan): string {
  const clip = `Clip ${index + 1} of ${clips}, ${name}.`;
  if (doing === null) return `${clip} Reading it.`;
  const model = plan.models.find(({ id }) => id === doing.modelId)?.name ?? doing.modelId;
  const step = doing.step > 0 ? `, step ${doing.step} of at most ${doing.of}` : "";
  return `${clip} ${model}: ${PARTS[doing.part]}${step}.`;
}

/** Past participles for what each operator does to the masked frames. */
export const PERTURBED: Readonly<Record<OperatorName, string>> = {
  freeze: "frozen",
  reverse: "reversed",
  fade: "faded",
  blur: "blurred",
};

/** Returns a plan's settings in one line. */
export function planText({
  models,
  preset,
  operator,
  target,
  spatiotemporal,
  cam,
  windows,
  faithfulness,
}: StudyPlan): string {
  const also = [
    ...(spatiotemporal === null
      ? []
      : [`space-and-time masks (${spatiotemporal.across} × ${spatiotemporal.across})`]),
    ...(cam ? ["Grad-CAM"] : []),
    ...(windows ? ["every window"] : []),
    ...(faithfulness ? ["faithfulness"] : []),
  ];
  const explained = target === "label" ? "the true class if known" : "the predicted class";
  return `${models.map(({ name }) => name).join(" and ")}; settings ${preset}, operator ${operator}; explains ${explained}${also.length === 0 ? "" : `; also ${also.join(", ")}`}`;
}
