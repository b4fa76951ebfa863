/** Reads the tensors of a recognised checkpoint one at a time, as weights under this lab's names. */
import { LabError } from "../base/errors.ts";
import { shown, shownShape } from "../base/shown.ts";
import { sizeOf } from "../base/shape.ts";
import type { Checkpoint, StoredTensor } from "../checkpoint/checkpoint.ts";
import type { NamedWeight } from "../models/weights.ts";
import type { ImportSettings } from "./inspection.ts";
import { fitsShape, type ImportPlan } from "./plan.ts";

/** Options for following and cancelling the reading. */
export interface TakeOptions {
  /** Cancels the reading before the next tensor. */
  readonly signal?: AbortSignal;
  /** Called with the bytes read so far, and the bytes of all tensors. */
  readonly onProgress?: (read: number, total: number) => void;
}

/**
 * Returns the weights that `buildModel` needs for the plan's network with these settings. Call `settingsProblem` first.
 *
 * @throws {LabError} "weights" if a tensor is missing, has the wrong shape, is damaged or has values that are not finite;
 *   "cancelled" if the signal is aborted.
 */
export async function takeWeights(
  checkpoint: Checkpoint,
  plan: ImportPlan,
  settings: ImportSettings,
  { signal, onProgress }: TakeOptions = {},
): Promise<Map<string, NamedWeight>> {
  const { from, tensors } = checkpoint;
  const zeros = plan.zeros.map((file) => [file, tensors.get(file)!] as const);
  const wanted = plan.wanted.map((weight) => ({ weight, tensor: fitting(checkpoint, weight) }));
  const total = [...zeros.map(([, tensor]) => tensor), ...wanted.map(({ tensor }) => tensor)].reduce(
    (sum, { bytes }) => sum + bytes,
    0,
  );
  let done = 0;
  const read = async (file: string, tensor: StoredTensor): Promise<Float32Array> => {
    if (signal?.aborted) throw new LabError("cancelled", `${from}: loading was cancelled.`);
    const values = await tensor.read();
    refuseOddValues(values, file, from);
    done += tensor.bytes;
    onProgress?.(done, total);
    return values;
  };
  for (const [file, tensor] of zeros) {
    if ((await read(file, tensor)).some((value) => value !== 0)) {
      throw new LabError(
        "weights",
        `${from}: ${shown(file)} has values other than 0; the lab’s C-LSTM has no peephole connections, so this model would ` +
          "give other results here.",
      );
    }
  }
  const weights = new Map<string, NamedWeight>();
  for (const { weight, tensor } of wanted) {
    const values = await read(weight.file, tensor);
    if (/(?:running_var|moving_variance)$/.test(weight.name)) refuseNegative(values, weight.file, from);
    weights.set(weight.name, weight.arrange(values, tensor.shape, settings));
  }
  // Fill these last: only the filters read above prove that the number of units in the file is real.
  for (const { name, shape, value } of plan.filled) {
    weights.set(name, { shape, values: new Float32Array(sizeOf(shape)).fill(value) });
  }
  return weights;
}

function fitting(
  { from, tensors }: Checkpoint,
  { file, expected }: ImportPlan["wanted"][number],
): StoredTensor {
  const tensor = tensors.get(file);
  if (tensor && fitsShape(tensor.shape, expected)) return tensor;
  const wanted = `[${expected.map((n) => (n === 0 ? "any" : n)).join(", ")}]`;
  throw new LabError(
    "weights",
    tensor
      ? `${from}: ${shown(file)} has shape [${shownShape(tensor.shape)}]; the network needs ${wanted}.`
      : `${from}: ${shown(file)} is missing; the network needs it with shape ${wanted}.`,
  );
}

/** Refuses negative variances: batch norm divides by their square root. */
function refuseNegative(variances: Float32Array, file: string, from: string): void {
  const at = variances.findIndex((value) => value < 0);
  if (at < 0) return;
  throw new LabError(
    "weights",
    `${from}: ${shown(file)} has the variance ${variances[at]} at ${at}; variances must be at least 0. The file is damaged, or ` +
      "names of its tensors are swapped.",
  );
}

function refuseOddValues(values: Float32Array, file: string, from: string): void {
  let odd = 0;
  let first = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    if (odd++ === 0) first = i;
  }
  if (odd === 0) return;
  throw new LabError(
    "weights",
    `${from}: in ${shown(file)}, ${odd} of ${values.length} values are not finite numbers (the first, at ${first}, is ` +
      `${values[first]}). The training diverged, or the file is damaged; choose an earlier checkpoint.`,
  );
}
