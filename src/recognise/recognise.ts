/** From a checkpoint's names and shapes to the network that it holds. Reads no values. */
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

/** What a checkpoint turned out to be. */
export interface Recognition {
  /** For the page; plain data. */
  readonly inspection: Inspection;
  /** For `takeWeights`. */
  readonly plan: ImportPlan;
}

const NAMINGS: readonly Naming[] = [pytorchI3d, deepmindI3d, clstm4, kerasConvLstm];

/** A plan with more of its tensors missing than this share is something else that shares a few names. */
const MOST_MISSING = 0.75;

/**
 * Finds out which network a checkpoint holds. One that lacks tensors, or has some of another shape, is recognised all the
 * same: `mismatches` lists them.
 *
 * @throws {LabError} "weights" for anything else, saying what it looks like and what would fit; and for a network without
 *   two classes to tell apart, or with more than `MOST_CLASSES`.
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

/** The first plan that most tensors are there for; else, as `part`, one that some are there for. */
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

/** A last layer that is there must have two outputs, and no endless number; one that is missing is a mismatch instead. */
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
      `a classifier here tells from 2 to ${MOST_CLASSES} classes apart.`,
  );
}
