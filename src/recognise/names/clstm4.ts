/**
 * Names of `CLSTM_4`, the PyTorch C-LSTM by the paper's authors: `clstm.cell0.Wxi.weight`, one shared `clstm.bn`,
 * `endFC.weight`. An earlier version of their code uses `firstCLSTMLayer` instead of `clstm`; any other prefix is accepted
 * too.
 */
import { LabError } from "../../base/errors.ts";
import { shown, shownShape } from "../../base/shown.ts";
import type { Checkpoint } from "../../checkpoint/checkpoint.ts";
import type { FilledWeight, Naming, WantedWeight } from "../plan.ts";
import { commonPrefix } from "./common-prefix.ts";

const CELL = /^(.*?)cell\d+\.W[xh][ifco]\.weight$/;
const DENSE = /^(.*?)endFC\.(?:weight|bias)$/;
const GATES = ["i", "f", "c", "o"] as const;
const NORM_PARTS = ["weight", "bias", "running_mean", "running_var"] as const;

/** PyTorch's default epsilon, which the network adds to the variance. */
const BATCH_NORM_EPSILON = 1e-5;

/** The authors' settings for Something-Something: stride 1, and only the last of 16 steps. */
const LIKELY = { stride: 1, effectiveSteps: [15] } as const;

/** The naming. Peepholes (`Wci`, `Wcf`, `Wco`), which the authors' training never changes, must be 0 if they are saved. */
export const clstm4: Naming = {
  read(checkpoint) {
    const prefix = commonPrefix(checkpoint.tensors.keys(), CELL);
    if (prefix === null) return null;
    const names = [...checkpoint.tensors.keys()];
    const { units, kernel } = sizesOf(checkpoint, prefix);
    const dense = commonPrefix(names, DENSE) ?? prefix.replace(/[^.]+\.$/, "");
    const [classCount = 0, columns = null] = checkpoint.tensors.get(`${dense}endFC.weight`)?.shape ?? [];
    const hasNorm = names.some((name) => name.startsWith(`${prefix}bn.`));
    return {
      kind: "clstm4",
      network: "C-LSTM (CLSTM_4)",
      naming: "the paper authors’ CLSTM_4",
      architecture: {
        kind: "clstm4",
        units,
        kernel,
        stride: LIKELY.stride,
        effectiveSteps: [...LIKELY.effectiveSteps],
      },
      input: {},
      classCount,
      denseRows: columns,
      wanted: [
        ...units.flatMap((count, i) => wantedCell(prefix, i, kernel, units[i - 1] ?? 3, count)),
        ...(hasNorm ? wantedNorm(prefix, units[0]!) : []),
        asItIs("endFC.weight", `${dense}endFC.weight`, [0, 0]),
        asItIs("endFC.bias", `${dense}endFC.bias`, [classCount]),
      ],
      filled: hasNorm ? [] : noNorm(units[0]!),
      zeros: names.filter((name) => /cell\d+\.Wc[ifo]$/.test(name)),
      passesOver: (file) => file.endsWith(".num_batches_tracked"),
    };
  },
};

/**
 * Returns the number of units of each layer and the size of the filters, from the first filter found in each cell.
 *
 * @throws {LabError} "weights" if filters are not square, sizes or units differ between layers, or there is no filter.
 */
function sizesOf({ from, tensors }: Checkpoint, prefix: string): { units: number[]; kernel: number } {
  const units: number[] = [];
  let kernel: number | null = null;
  for (let i = 0; ; i++) {
    const shapes = GATES.map((gate) => tensors.get(`${prefix}cell${i}.Wx${gate}.weight`)?.shape);
    const shape = shapes.find((found) => found?.length === 4);
    if (shape === undefined) break;
    const [count, , height, width] = shape as [number, number, number, number];
    if (height !== width || (kernel !== null && height !== kernel)) {
      throw new LabError(
        "weights",
        `${from}: ${shown(prefix)}cell${i} has filters of ${height} x ${width}; in a CLSTM_4 they are square and have the ` +
          "same size in all layers.",
      );
    }
    units.push(count);
    kernel = height;
  }
  if (kernel === null) {
    throw new LabError(
      "weights",
      `${from}: it has the names of a C-LSTM’s cells, but no tensor such as ${shown(prefix)}cell0.Wxi.weight has the 4 axes of a filter. ` +
        "Save the whole state_dict of the model.",
    );
  }
  if (units.some((count) => count !== units[0])) {
    throw new LabError(
      "weights",
      `${from}: a CLSTM_4 with layers of ${shownShape(units)} units; they share one batch norm, so they must all have the same width.`,
    );
  }
  return { units, kernel };
}

function wantedCell(prefix: string, i: number, kernel: number, from: number, units: number): WantedWeight[] {
  return GATES.flatMap((gate) => {
    const cell = `cell${i}.W`;
    const filter = (part: string, channels: number) =>
      asItIs(`clstm.${part}`, `${prefix}${part}`, [units, channels, kernel, kernel]);
    return [
      filter(`${cell}x${gate}.weight`, from),
      asItIs(`clstm.${cell}x${gate}.bias`, `${prefix}${cell}x${gate}.bias`, [units]),
      filter(`${cell}h${gate}.weight`, units),
    ];
  });
}

function wantedNorm(prefix: string, units: number): WantedWeight[] {
  return NORM_PARTS.map((part) => asItIs(`clstm.bn.${part}`, `${prefix}bn.${part}`, [units]));
}

/** Returns a batch norm that changes nothing, for the authors' option `batch_normalization=False`. */
function noNorm(units: number): FilledWeight[] {
  const fill = (part: string, value: number) => ({ name: `clstm.bn.${part}`, shape: [units], value });
  return [
    fill("weight", Math.sqrt(1 + BATCH_NORM_EPSILON)),
    fill("bias", 0),
    fill("running_mean", 0),
    fill("running_var", 1),
  ];
}

function asItIs(name: string, file: string, expected: readonly number[]): WantedWeight {
  return { name, file, expected, arrange: (values, shape) => ({ shape, values }) };
}
