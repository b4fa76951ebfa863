/**
 * Recognises a C-LSTM made of Keras ConvLSTM2D layers by its variables' last words and shapes: kernel
 * [kh, kw, in, 4 units], recurrent kernel [kh, kw, units, 4 units], bias [4 units]; one batch norm per layer or none; one
 * dense layer. This lab's own names (`clstm_1/kernel`) have this form too.
 */
import { LabError } from "../../base/errors.ts";
import { shown, shownShape } from "../../base/shown.ts";
import type { Checkpoint } from "../../checkpoint/checkpoint.ts";
import { featureShape } from "../../models/convlstm/feature-shape.ts";
import type { NamedWeight } from "../../models/weights.ts";
import type { ImportSettings } from "../inspection.ts";
import type { FilledWeight, Naming, WantedWeight } from "../plan.ts";
import { kerasFacts } from "./keras-config.ts";
import { isLeftover, kerasLayers, type KerasLayer } from "./keras-groups.ts";

/** Keras's default epsilon, which the network adds to the variance. */
const BATCH_NORM_EPSILON = 0.001;

/** The authors' settings for Something-Something. */
const LIKELY = { stride: 2, padding: "valid" } as const;

/** Start of the paths in files that tf.keras 2.12 to 2.15 write in Keras 3's layout. */
const KERAS_2_PATHS = "_layer_checkpoint_dependencies";

/** Values that replace the parts of a batch norm that Keras can omit. */
const WITHOUT = { gamma: 1, beta: 0 } as const;
const NORM_PARTS = ["gamma", "beta", "moving_mean", "moving_variance"] as const;

/** The naming. Ignores the optimiser's slots and counters; refuses any other layer by name. */
export const kerasConvLstm: Naming = {
  read(checkpoint) {
    const layers = kerasLayers(checkpoint);
    const recurrent = layers.filter(({ kind }) => kind === "conv-lstm");
    if (recurrent.length === 0) return null;
    const dense = onlyDense(layers, checkpoint);
    const norms = layers.filter(({ kind }) => kind === "norm");
    const { units, kernel } = sizesOf(recurrent, checkpoint);
    if (norms.length > units.length) {
      throw unlike(checkpoint, `${norms.length} batch norms for ${units.length} ConvLSTM layers`);
    }
    const keras3 = checkpoint.format === "Keras 3" && !recurrent[0]!.name.startsWith(KERAS_2_PATHS);
    const facts = kerasFacts(checkpoint.config, checkpoint.from, keras3);
    const {
      stride = LIKELY.stride,
      padding = LIKELY.padding,
      gate = keras3 ? "logistic" : "hard",
      ...input
    } = facts;
    const denseKernel = dense?.parts.get("kernel") ?? "dense/kernel";
    const [rows = null, classCount = 0] = checkpoint.tensors.get(denseKernel)?.shape ?? [];
    const withBias = dense === null || dense.parts.has("bias");
    const read = recurrent.map((layer, i) => readLayer(layer, i, units, kernel));
    const normed = units.map((count, i) => readNorm(norms[i] ?? null, norms.length > 0, i, count));
    return {
      kind: "convlstm",
      network: "C-LSTM",
      naming: "Keras ConvLSTM2D",
      architecture: { kind: "convlstm", units, kernel, stride, padding, gate },
      input,
      classCount,
      denseRows: rows,
      wanted: [
        ...read.flatMap(({ wanted }) => wanted),
        ...normed.flatMap(({ wanted }) => wanted),
        {
          name: "dense/kernel",
          file: denseKernel,
          expected: [0, 0],
          arrange: (values, shape, settings) => overAllFrames(values, shape, settings),
        },
        ...(withBias
          ? [
              vector(
                "dense/bias",
                dense?.parts.get("bias") ?? denseKernel.replace("kernel", "bias"),
                classCount,
              ),
            ]
          : []),
      ],
      filled: [
        ...read.flatMap(({ filled }) => filled),
        ...normed.flatMap(({ filled }) => filled),
        ...(withBias ? [] : [{ name: "dense/bias", shape: [classCount], value: 0 }]),
      ],
      zeros: [],
      passesOver: isLeftover,
    };
  },
};

type Parts = { readonly wanted: readonly WantedWeight[]; readonly filled: readonly FilledWeight[] };

function unlike({ from }: Checkpoint, what: string): LabError {
  return new LabError(
    "weights",
    `${from}: a Keras model with ${what}; the lab’s C-LSTM repeats ConvLSTM2D, 2 x 2 max pooling and ` +
      "BatchNormalization, then Flatten and one Dense.",
  );
}

/**
 * Returns the dense layer, or null if it is missing.
 *
 * @throws {LabError} "weights" if there is a second dense layer or a layer of another kind.
 */
function onlyDense(layers: readonly KerasLayer[], checkpoint: Checkpoint): KerasLayer | null {
  const other = layers.find(({ kind }) => kind === "other");
  if (other !== undefined) {
    const parts = [...other.parts].map(
      ([part, file]) => `${shown(part)} [${shownShape(checkpoint.tensors.get(file)!.shape)}]`,
    );
    throw unlike(
      checkpoint,
      `a layer "${shown(other.name)}" of another kind (${parts.slice(0, 3).join(", ")})`,
    );
  }
  const dense = layers.filter(({ kind }) => kind === "dense");
  if (dense.length > 1) throw unlike(checkpoint, `${dense.length} dense layers`);
  return dense[0] ?? null;
}

function sizesOf(
  recurrent: readonly KerasLayer[],
  checkpoint: Checkpoint,
): { units: number[]; kernel: number | [number, number] } {
  const shapes = recurrent.map(({ parts }) => checkpoint.tensors.get(parts.get("recurrent_kernel")!)!.shape);
  const [kh, kw] = shapes[0]! as [number, number];
  const odd = shapes.findIndex((shape) => shape[0] !== kh || shape[1] !== kw);
  if (odd > 0) {
    const [height, width] = shapes[odd]!;
    throw unlike(checkpoint, `filters of ${kh} x ${kw} in one layer and ${height} x ${width} in another`);
  }
  return { units: shapes.map((shape) => shape[2]!), kernel: kh === kw ? kh : [kh, kw] };
}

function readLayer(
  { name, parts }: KerasLayer,
  i: number,
  units: readonly number[],
  kernel: number | readonly [number, number],
): Parts {
  const [kh, kw] = typeof kernel === "number" ? [kernel, kernel] : kernel;
  const count = units[i]!;
  const ours = `clstm_${i + 1}`;
  const filter = (part: string, channels: number): WantedWeight => ({
    name: `${ours}/${part}`,
    file: parts.get(part) ?? `${name}/${part}`,
    expected: [kh, kw, channels, 4 * count],
    arrange: (values, shape) => ({ shape, values }),
  });
  const bias = parts.get("bias");
  return {
    wanted: [
      filter("kernel", units[i - 1] ?? 3),
      filter("recurrent_kernel", count),
      ...(bias === undefined ? [] : [vector(`${ours}/bias`, bias, 4 * count)]),
    ],
    filled: bias === undefined ? [{ name: `${ours}/bias`, shape: [4 * count], value: 0 }] : [],
  };
}

/**
 * Returns the weights of one batch norm.
 *
 * @param some  False if the network has no batch norms; ones that change nothing then replace them.
 */
function readNorm(layer: KerasLayer | null, some: boolean, i: number, units: number): Parts {
  const ours = `batch_normalization_${i + 1}`;
  if (!some) {
    const fill = (part: string, value: number) => ({ name: `${ours}/${part}`, shape: [units], value });
    return {
      wanted: [],
      filled: [
        fill("gamma", Math.sqrt(1 + BATCH_NORM_EPSILON)),
        fill("beta", 0),
        fill("moving_mean", 0),
        fill("moving_variance", 1),
      ],
    };
  }
  const parts = NORM_PARTS.map((part) => ({ part, file: layer?.parts.get(part) }));
  const absent = (part: string): part is keyof typeof WITHOUT => layer !== null && part in WITHOUT;
  return {
    wanted: parts.flatMap(({ part, file }) =>
      file === undefined && absent(part)
        ? []
        : [
            vector(
              `${ours}/${part}`,
              file ?? `${layer?.name ?? `(batch norm of ConvLSTM layer ${i + 1})`}/${part}`,
              units,
            ),
          ],
    ),
    filled: parts.flatMap(({ part, file }) =>
      file === undefined && absent(part)
        ? [{ name: `${ours}/${part}`, shape: [units], value: WITHOUT[part] }]
        : [],
    ),
  };
}

function vector(name: string, file: string, length: number): WantedWeight {
  return { name, file, expected: [length], arrange: (values, shape) => ({ shape, values }) };
}

/**
 * Returns the dense kernel over all frames. With the authors' option `only_last_element_for_fc`, or a last layer that
 * returns only its last output, the file has rows only for the last frame; those of the other frames are then 0.
 */
function overAllFrames(
  values: Float32Array,
  shape: readonly number[],
  settings: ImportSettings,
): NamedWeight {
  const { architecture, input } = settings;
  const [rows, classes] = shape as [number, number];
  if (architecture.kind !== "convlstm") return { shape, values };
  const [T, h, w, C] = featureShape({ name: "The C-LSTM", input }, architecture, architecture.padding);
  if (rows !== h * w * C || T === 1) return { shape, values };
  const all = new Float32Array(T * rows * classes);
  all.set(values, (T - 1) * rows * classes);
  return { shape: [T * rows, classes], values: all };
}
