/**
 * Weights by name, read from a TF.js weights manifest (`model.json` and its shards) and checked against a model's needs.
 */
import * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { LabError } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";

/** Access to weights by name. */
export interface WeightSource {
  /**
   * Returns the values of the named weight, row-major.
   *
   * @throws {LabError} "weights" if it is missing or has another shape; the message gives both shapes.
   */
  take(name: string, shape: readonly number[]): Float32Array;
}

/** One weight of a model, in memory. */
export interface NamedWeight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Returns a source for weights in memory. `from` names the file in error messages. */
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

/** Returns the schema of TF.js's list of weights, for the element types that `dtype` accepts. */
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

/** A validated manifest. */
export type WeightsManifest = v.InferOutput<typeof manifestSchema>;

const STORED_BYTES = { float16: 2, uint8: 1, uint16: 2 } as const;

/**
 * Validates a weights manifest.
 *
 * @throws {LabError} "weights", naming the file and what is wrong with it.
 */
export function parseManifest(value: unknown, from: string): WeightsManifest {
  const result = v.safeParse(manifestSchema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new LabError(
    "weights",
    `${from}: not a TF.js weights manifest (${v.getDotPath(issue) ?? "the whole file"}: ${issue.message}).`,
  );
}

/** Returns the total number of bytes in all shards. */
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
 * @param shard  Fetches one shard by its path in the manifest.
 * @throws {LabError} "weights" if the shards hold more or fewer bytes than the manifest lists.
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
          "The download may be incomplete; reload, or export the model again.",
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
