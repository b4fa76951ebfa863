/** One model's result on one clip of a study: prediction, search, and the other parts that the plan asks for. */
import { LabError } from "../base/errors.ts";
import { temporalMask } from "../math/mask.ts";
import type { Clip } from "../clip/clip.ts";
import { visibleBox } from "../math/visible-box.ts";
import { shareOn } from "../math/spatiotemporal-mask.ts";
import { faithfulnessFigures } from "../faithfulness/figures.ts";
import { startDistance } from "../faithfulness/start-distance.ts";
import { PLATEAU, peakOfMap, spatialTruth, temporalTruth, type SpaceTimeMap } from "../faithfulness/truth.ts";
import type { ModelCard } from "../models/card.ts";
import { encodeLink } from "../result/permalink.ts";
import type { LinkedClip } from "../result/link-fields.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { scoreUnder, type MaskResult } from "../result/mask-result.ts";
import { PRESETS } from "../math/search-settings.ts";
import type { Client } from "../worker/client.ts";
import type { LabCommands } from "../worker/protocol.ts";
import type { StudyPlan } from "./plan.ts";
import type { Pointing, StudyResult } from "./record.ts";
import { windowFigures } from "./window-figures.ts";

/** The part of the lab worker that a study uses. */
export type LabWorker = Pick<Client<LabCommands>, "run">;

/** The worker to ask, and how to report progress. */
export interface Asking {
  readonly lab: LabWorker;
  readonly signal: AbortSignal | undefined;
  /** Called when each part starts, and for each step of a search. */
  readonly onPart: (part: StudyPart, step: number, of: number) => void;
}

/** Part of the work for a model and a clip; parts run in this order. */
export type StudyPart = "classify" | "search" | "grad-cam" | "spatiotemporal" | "windows" | "faithfulness";

/** One clip to explain with one model. */
export interface ToExplain {
  readonly plan: StudyPlan;
  readonly card: ModelCard;
  /** Clip with the model's number of frames. */
  readonly clip: Clip;
  /** The clip as a link names it; null for no link. */
  readonly linked: LinkedClip | null;
}

/**
 * Asks the worker for every part and returns the result.
 *
 * @throws {LabError} the worker's errors, except "unsupported" from a part after the search, which becomes a note.
 */
export async function explainClip(
  { plan, card, clip, linked }: ToExplain,
  asking: Asking,
): Promise<StudyResult> {
  const { lab, signal, onPart } = asking;
  const { frames } = clip;
  const { preset, operator, seed } = plan;
  const modelId = card.id;
  onPart("classify", 0, 1);
  const probabilities = Array.from(await lab.run("classify", { modelId, frames }, { signal }));
  const top = probabilities.indexOf(Math.max(...probabilities));
  const label = clip.label === undefined ? -1 : card.classes.indexOf(clip.label);
  const byLabel = plan.target === "label" && label >= 0;
  const target = byLabel ? label : top;
  const ask = { modelId, frames, target };
  onPart("search", 0, 1);
  const onStep = ({ step, of }: { step: number; of: number }) => onPart("search", step, of);
  const found = await lab.run("searchMask", { ...ask, operator, preset }, { signal, onStep });
  const { mask } = found;
  const notes: string[] = [];
  const optional = async <A>(wanted: boolean, part: StudyPart, run: () => Promise<A>): Promise<A | null> => {
    if (!wanted) return null;
    onPart(part, 0, 1);
    return run().catch((error: unknown) => {
      if (!(error instanceof LabError) || error.code !== "unsupported") throw error;
      notes.push(`${part}: ${error.message}`);
      return null;
    });
  };
  const point = (map: SpaceTimeMap, plateau: number) => pointing(map, plateau, clip, card);
  return rounded({
    modelId,
    target: { index: target, name: card.classes[target]!, from: byLabel ? "label" : "prediction" },
    predicted: { index: top, name: card.classes[top]!, probability: probabilities[top]! },
    cs: label >= 0 && label !== target ? probabilities[label]! : null,
    operator,
    scores: { ...found.scores },
    mask: [...mask],
    steps: found.steps,
    stopped: found.stopped,
    proof: found.proof,
    leftStart: found.start === null ? null : startDistance(mask, found.start, operator).left,
    backend: found.backend,
    link: linkOf(found, plan, linked),
    truth: clip.event === undefined ? null : asRecord(temporalTruth(mask, clip.event, SHOWN_ON)),
    cam: await optional(plan.cam, "grad-cam", async () =>
      point(await lab.run("gradCam", ask, { signal }), 0),
    ),
    spatiotemporal: await optional(plan.spatiotemporal !== null, "spatiotemporal", async () => {
      const wish = plan.spatiotemporal!;
      const {
        mask: grid,
        scores,
        steps,
        stopped,
      } = await lab.run(
        "searchSpatiotemporal",
        { ...ask, ...wish },
        { signal, onStep: ({ step, of }) => onPart("spatiotemporal", step, of) },
      );
      const area = shareOn(grid, SHOWN_ON);
      return { scores: { ...scores }, area, steps, stopped, pointing: point(grid, PLATEAU) };
    }),
    windows: await optional(plan.windows, "windows", async () =>
      windowFigures(await lab.run("scoreWindows", { ...ask, operator }, { signal }), {
        mask,
        score: scoreUnder(found.scores, operator),
        operator,
        weights: PRESETS[preset],
      }),
    ),
    faithfulness: await optional(plan.faithfulness, "faithfulness", async () =>
      faithfulnessFigures(
        await lab.run("measureFaithfulness", { ...ask, operator, mask, preset, seed }, { signal }),
      ),
    ),
    notes,
  });
}

/** Returns the result as a link; null if the clip or the result does not fit into one. */
function linkOf(found: MaskResult, { seed }: StudyPlan, clip: LinkedClip | null): string | null {
  const { modelId, target, preset, operator, mask, scores, proof } = found;
  if (clip === null) return null;
  try {
    const maskKind = { kind: "temporal", operator } as const;
    const lane = { compares: null, modelId, imported: null, target, mask: temporalMask(mask), scores, proof };
    return encodeLink({ clip, seed, lanes: [{ ...lane, preset, maskKind }] });
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}

function asRecord({ event, ...truth }: ReturnType<typeof temporalTruth>): NonNullable<StudyResult["truth"]> {
  return { event: [...event], ...truth };
}

function pointing(map: SpaceTimeMap, plateau: number, clip: Clip, { input }: ModelCard): Pointing {
  const visible = visibleBox(clip.frames, input);
  const peak = peakOfMap(map, { T: clip.frames.T, visible, plateau });
  return { peak, truth: clip.boxes === undefined ? null : spatialTruth(peak, clip.boxes, visible) };
}

const DECIMALS = 1e6;

/**
 * Rounds all numbers to six decimals: backends agree less closely, and a float32 probability just above 1 becomes 1.
 */
function rounded<A>(value: A): A {
  const round = (part: unknown): unknown => {
    if (typeof part === "number") return Math.round(part * DECIMALS) / DECIMALS;
    if (Array.isArray(part)) return part.map(round);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inside]) => [key, round(inside)]));
  };
  return round(value) as A;
}
