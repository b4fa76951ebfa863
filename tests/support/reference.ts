/**
 * The reference vectors, and the deterministic weights and clip they were computed with.
 * tests/golden/reference/README.md says what each file holds and how the weights are made.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fnv1a, mulberry32 } from "../../src/base/prng.ts";
import { sizeOf } from "../../src/base/shape.ts";
import type { WeightSource } from "../../src/models/weights.ts";

const COMMITTED = fileURLToPath(new URL("../golden/reference/", import.meta.url));
const BESIDE = fileURLToPath(new URL("../../../shared/reference/", import.meta.url));
const asked = process.env.FREEZEFRAME_REFERENCE;
const FOLDER = asked ? resolve(asked) : BESIDE;

/** True if the vectors of the full-size networks are on this machine; they are not part of the repository. */
export const hasReference = existsSync(join(FOLDER, "i3d.json"));
if (asked && !hasReference) throw new Error(`FREEZEFRAME_REFERENCE is "${asked}", which has no i3d.json.`);

/** Why a test that needs them is skipped. */
export const NO_REFERENCE =
  "no full-size reference vectors: set FREEZEFRAME_REFERENCE, or put them in ../shared/reference";

/** Returns a parsed file of the reference folder. Throws where `hasReference` is false. */
export function readReference<T>(name: string): T {
  return readJson<T>(FOLDER, name);
}

/** Files of the reference folder that are small enough to be committed. */
export const COMMITTED_REFERENCE = ["operators", "paper-results"] as const;

/** Returns the committed copy of a parsed reference file. */
export function readCommittedReference<T>(name: (typeof COMMITTED_REFERENCE)[number]): T {
  return readJson<T>(COMMITTED, name);
}

function readJson<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as T;
}

/** Returns u_k of a tensor: 2 * mulberry32(fnv1a(name)) - 1. */
function uniform(name: string, shape: readonly number[]): Float32Array {
  const next = mulberry32(fnv1a(name));
  return Float32Array.from({ length: sizeOf(shape) }, () => 2 * next() - 1);
}

/** I3D's weights, with the names and layout of the PyTorch port. */
export const i3dReferenceWeights: WeightSource = {
  take(name, shape) {
    const u = uniform(name, shape);
    if (name.endsWith(".running_var")) return u.map((x) => 1 + 0.5 * Math.abs(x));
    if (name.endsWith(".running_mean") || name.endsWith(".bias")) return u.map((x) => 0.1 * x);
    if (name.endsWith(".bn.weight")) return u.map((x) => 1 + 0.2 * x);
    const scale = Math.sqrt(6 / sizeOf(shape.slice(1))) * (name === "logits.conv3d.weight" ? 10 : 1);
    return u.map((x) => x * scale);
  },
};

/** The C-LSTM's weights, with Keras' names and layout. */
export const convLstmReferenceWeights: WeightSource = {
  take(name, shape) {
    const u = uniform(name, shape);
    const kind = name.split("/")[1]!;
    if (name.startsWith("dense/"))
      return u.map((x) => (kind === "bias" ? 0.1 * x : 6 * x * Math.sqrt(3 / 2048)));
    switch (kind) {
      case "kernel":
        return u.map((x) => x * Math.sqrt(3 / (25 * shape[2]!)));
      case "recurrent_kernel":
        return u.map((x) => x * Math.sqrt(3 / (25 * 32)));
      case "bias":
        // Gate order i, f, c, o: the forget gate's quarter is raised by 1.
        return u.map((x, k) => 0.1 * x + (Math.floor((4 * k) / u.length) === 1 ? 1 : 0));
      case "gamma":
        return u.map((x) => 1 + 0.2 * x);
      case "moving_variance":
        return u.map((x) => 0.02 + 0.05 * Math.abs(x));
      default:
        return u.map((x) => 0.1 * x);
    }
  },
};

/** Returns the reference clip, [16, 224, 224, 3], values about 0..255, not rounded. */
export function referenceClip(): Float32Array {
  const [T, H, W] = [16, 224, 224];
  const clip = new Float32Array(T * H * W * 3);
  let i = 0;
  for (let t = 0; t < T; t++) {
    for (let y = 0; y < H; y++) {
      for (let x = 0; x < W; x++) {
        for (let c = 0; c < 3; c++) {
          const phase = 0.05 * x * (1 + 0.3 * c) + 0.11 * y + 0.4 * t + (0.02 * t * x) / (1 + c);
          clip[i++] = 127.5 + 127.5 * Math.sin(phase);
        }
      }
    }
  }
  return clip;
}
