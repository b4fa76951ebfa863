/**
 * Weights by name, from a TF.js weights manifest (`model.json` and its shards), checked against what a model needs.
 */
import * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";

/** Hands out weights by name. */
export interface WeightSource {
  /**
   * The named weight's values, row-major.
   *
   * @throws {LabError} "weights" where it is missing or of another shape; both shapes are printed.
   */
  take(name: string, shape: readonly number[]): Float32Array;
}

/** One weight as stored. */
export interface NamedWeight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A source over weights in memory. `from` names the file in messages. */
export function weightSource(weights: ReadonlyMap<string, NamedWeight>, from: string): WeightSource {
  return {
    take(name, shape) {
      const weight = weights.get(name);
      if (!weight) {
        throw new LabError(
          "weights",
          `${from}: the weight "${name}" is missing; the card's architecture needs it with shape [${shape.join(", ")}]. ` +
            "Check that card.json describes these weights.",
        );
      }
      if (weight.shape.length !== shape.length || weight.shape.some((n, i) => n !== shape[i])) {
        throw new LabError(
          "weights",
          `${from}: the weight "${name}" has shape [${weight.shape.join(", ")}], but the card's architecture ` +
            `needs [${shape.join(", ")}]. Check width, classes and kernel sizes in card.json.`,
        );
      }
      return weight.values;
    },
  };
}

/** The schema of TF.js' list of weights, for numbers of the types that `dtype` takes. */
export function manifestSchemaOf<D extends v.GenericSchema<string>>(dtype: D) {
  return v.array(
    v.object({
      paths: v.array(v.string()),
      weights: v.array(
        v.looseObject({
          name: v.string(),
          shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
          dtype,
          quantization: v.optional(v.looseObject({ dtype: v.picklist(["float16", "uint8", "uint16"]) })),
        }),
      ),
    }),
  );
}

const manifestSchema = v.object({ weightsManifest: manifestSchemaOf(v.literal("float32")) });

/** A checked manifest. */
export type WeightsManifest = v.InferOutput<typeof manifestSchema>;

const STORED_BYTES = { float16: 2, uint8: 1, uint16: 2 } as const;

/** @throws {LabError} "weights" naming the file and what is wrong with it. */
export function parseManifest(value: unknown, from: string): WeightsManifest {
  const result = v.safeParse(manifestSchema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new LabError(
    "weights",
    `${from}: not a TF.js weights manifest (${v.getDotPath(issue) ?? "the whole file"}: ${issue.message}).`,
  );
}

/** Bytes that all shards hold together. */
export function manifestBytes(manifest: WeightsManifest): number {
  return manifest.weightsManifest.reduce((sum, group) => sum + groupBytes(group), 0);
}

function groupBytes({ weights }: WeightsManifest["weightsManifest"][number]): number {
  const bytes = ({ shape, quantization }: (typeof weights)[number]) =>
    sizeOf(shape) * (quantization ? STORED_BYTES[quantization.dtype] : 4);
  return weights.reduce((sum, weight) => sum + bytes(weight), 0);
}

/**
 * Decodes all weights of a manifest to float32.
 *
 * @param shard  fetches one shard by the path that the manifest gives.
 * @throws {LabError} "weights" where a shard is shorter or longer than the manifest says.
 */
export async function decodeWeights(
  manifest: WeightsManifest,
  shard: (path: string) => Promise<ArrayBuffer>,
  from: string,
): Promise<Map<string, NamedWeight>> {
  const decoded = new Map<string, NamedWeight>();
  for (const group of manifest.weightsManifest) {
    const parts = [];
    for (const path of group.paths) parts.push(await shard(path));
    const bytes = await new Blob(parts).arrayBuffer();
    const expected = groupBytes(group);
    if (bytes.byteLength !== expected) {
      throw new LabError(
        "weights",
        `${from}: ${group.paths.join(", ")} hold ${bytes.byteLength} bytes, but the manifest lists ${expected}. ` +
          "The download may be cut short; reload, or export the model again.",
      );
    }
    const tensors = tf.io.decodeWeights(bytes, group.weights as tf.io.WeightsManifestEntry[]);
    for (const [name, tensor] of Object.entries(tensors)) {
      decoded.set(name, { shape: tensor.shape, values: tensor.dataSync<"float32">() });
      tensor.dispose();
    }
  }
  return decoded;
}
