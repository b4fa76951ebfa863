/** Recognises the network in a checkpoint from its tensors' names and shapes. Reads no values. */
import { LabError } from "../base/errors.ts";
import { shown, shownShape } from "../base/shown.ts";
import { sizeOf } from "../base/shape.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import { MOST_CLASSES } from "./fit.ts";
import type { Inspection } from "./inspection.ts";
import type { Memory } from "./memory.ts";
import { clstm4 } from "./names/clstm4.ts";
import { deepmindI3d } from "./names/deepmind-i3d.ts";
import { kerasConvLstm } from "./names/keras.ts";
import { pytorchI3d } from "./names/pytorch-i3d.ts";
import { KNOWN_NETWORKS, looksLike } from "./other-networks.ts";
import { mismatchesOf, type ImportPlan, type Naming } from "./plan.ts";
import { presetsFor } from "./presets.ts";

/** The result of recognising a checkpoint. */
export interface Recognition {
  /** Plain data for the page. */
  readonly inspection: Inspection;
  /** Plan for `takeWeights`. */
  readonly plan: ImportPlan;
}

const NAMINGS: readonly Naming[] = [pytorchI3d, deepmindI3d, clstm4, kerasConvLstm];

/** Largest share of missing tensors: beyond it, the file is another network that shares a few names. */
const MOST_MISSING = 0.75;

/**
 * Recognises the network in a checkpoint, even if some tensors are missing or have another shape: `mismatches` lists them.
 *
 * @throws {LabError} "weights" for any other network, saying what it looks like and what would fit; and for fewer than two
 *   classes or more than `MOST_CLASSES`.
 */
export function recognise(checkpoint: Checkpoint, memory: Memory): Recognition {
  const { plan, part } = bestPlan(checkpoint);
  if (plan === null) {
    throw new LabError(
      "weights",
      `${checkpoint.from}: not a model that the lab can run. ${looksLike(checkpoint, part)}. ${KNOWN_NETWORKS}`,
    );
  }
  const mismatches = mismatchesOf(plan, checkpoint);
  refuseOddClassCount(plan, checkpoint);
  const { kind, network, naming, classCount, denseRows, wanted } = plan;
  const parameters = wanted.reduce(
    (sum, { file }) => sum + sizeOf(checkpoint.tensors.get(file)?.shape ?? [0]),
    0,
  );
  return {
    plan,
    inspection: {
      from: checkpoint.from,
      format: checkpoint.format,
      kind,
      network,
      naming,
      classCount,
      parameters,
      denseRows,
      mismatches,
      presets: presetsFor(plan, memory),
    },
  };
}

/** Returns the first plan for which enough tensors are present; else, as `part`, the first with only some of them. */
function bestPlan(checkpoint: Checkpoint): { plan: ImportPlan | null; part: ImportPlan | null } {
  let part: ImportPlan | null = null;
  for (const naming of NAMINGS) {
    const plan = naming.read(checkpoint);
    if (plan === null) continue;
    const missing = plan.wanted.filter(({ file }) => !checkpoint.tensors.has(file)).length;
    if (missing <= MOST_MISSING * plan.wanted.length) return { plan, part: null };
    part ??= plan;
  }
  return { plan: null, part };
}

/** Checks the number of outputs of the last layer; if the layer is missing, that is a mismatch instead. */
function refuseOddClassCount({ wanted, classCount }: ImportPlan, { from, tensors }: Checkpoint): void {
  const last = wanted.find(({ name }) =>
    /^(?:logits\.conv3d\.weight|endFC\.weight|dense\/kernel)$/.test(name),
  );
  if (last === undefined || (classCount >= 2 && classCount <= MOST_CLASSES)) return;
  const shape = tensors.get(last.file)?.shape;
  if (shape === undefined) return;
  throw new LabError(
    "weights",
    `${from}: the last layer, ${shown(last.file)} [${shownShape(shape)}], has ${classCount} ${classCount === 1 ? "output" : "outputs"}; ` +
      `a classifier must have from 2 to ${MOST_CLASSES} classes here.`,
  );
}
