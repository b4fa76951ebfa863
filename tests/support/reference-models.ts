/** The two reference networks on the WASM backend, and the reference clip as input of each. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import "../../src/device/kernels/register.ts";
import { buildModel } from "../../src/models/build.ts";
import type { ModelCard } from "../../src/models/card.ts";
import type { VideoModel } from "../../src/models/model.ts";
import { convLstmReferenceWeights, i3dReferenceWeights, referenceClip } from "./reference.ts";

/** Name of a reference network. */
export type ReferenceKind = "i3d" | "convlstm";

/** One Adam step of the reference; `grad` is with respect to the mask parameters. */
export interface ReferenceStep {
  readonly loss: number;
  readonly l1: number;
  readonly tv: number;
  readonly class: number;
  readonly mask: readonly number[];
  readonly grad?: readonly number[];
}

/** The parts of i3d.json and convlstm.json that tests read. */
export interface ReferenceVectors {
  readonly endpoints: Readonly<
    Record<
      string,
      {
        readonly shape_TCHW?: readonly number[];
        readonly shape_THWC?: readonly number[];
        readonly mean: number;
        readonly std: number;
        readonly idx?: readonly number[];
        readonly val: readonly number[];
      }
    >
  >;
  readonly logits: readonly number[];
  readonly target: number;
  readonly OS: number;
  readonly input_grad: { readonly norm: number; readonly per_frame_norm: readonly number[] };
  readonly init_mask_logits: readonly number[];
  readonly trajectory: readonly ReferenceStep[];
  readonly final_mask: readonly number[];
  readonly freeze_score_final: number;
  readonly reverse_score_final: number;
  readonly gradcam_Mixed_5c_softmax?: { readonly values: readonly number[] };
  readonly gradcam_Mixed_5c_logit?: { readonly values: readonly number[] };
}

const ARCHITECTURES = {
  i3d: { kind: "i3d", width: 1, temporalStrides: [2, 2, 2] },
  convlstm: { kind: "convlstm", units: [32, 32, 32], kernel: 5, stride: 2, padding: "valid", gate: "hard" },
} as const;

/** Returns a card for a test; by default 174 classes at 16 x 224 x 224. */
export function testCard(
  architecture: ModelCard["architecture"],
  { frames = 16, size = 224, classes = 174 } = {},
): ModelCard {
  return {
    id: "test",
    name: "Test",
    architecture,
    input: {
      frames,
      height: size,
      width: size,
      range: [0, 1],
      mean: [0, 0, 0],
      std: [1, 1, 1],
      normalise: "none",
    },
    classes: Array.from({ length: classes }, (_, i) => `class ${i}`),
    training: "not trained: made for a test",
    licence: "Apache-2.0",
  };
}

/** Returns a full-size network with the reference weights, and the clip [1, 16, 224, 224, 3] in its value range. */
export async function referenceCase(
  kind: ReferenceKind,
): Promise<{ model: VideoModel; frames: tf.Tensor5D; dispose: () => void }> {
  await tf.setBackend("wasm");
  await tf.ready();
  const weights = kind === "i3d" ? i3dReferenceWeights : convLstmReferenceWeights;
  const model = buildModel(testCard({ ...ARCHITECTURES[kind] } as ModelCard["architecture"]), weights);
  const values = referenceClip().map((v) => (kind === "i3d" ? v / 127.5 - 1 : v / 255));
  const frames = tf.tensor5d(values, [1, 16, 224, 224, 3]);
  const dispose = () => {
    model.dispose();
    frames.dispose();
  };
  return { model, frames, dispose };
}
