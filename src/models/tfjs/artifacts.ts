/**
 * The files of a TF.js model: `model.json` with a topology, and weight shards. They are read and validated here. The
 * topology itself is checked only for faults that TF.js would not report clearly.
 */
import type * as tf from "@tensorflow/tfjs";
import * as v from "valibot";
import { LabError } from "../../base/errors.ts";
import { sizeOf } from "../../base/shape.ts";
import { manifestSchemaOf } from "../weights.ts";

/** Kind of topology: Keras layers, or a graph of operations converted from a SavedModel. */
export type TfjsFormat = "layers" | "graph";

/** The input of TF.js's loaders. */
export interface TfjsArtifacts {
  readonly format: TfjsFormat;
  readonly modelTopology: object;
  readonly weightSpecs: readonly tf.io.WeightsManifestEntry[];
  readonly weightData: ArrayBuffer;
  /** Names of a graph's inputs and outputs; absent in old files. */
  readonly signature?: object;
}

const BYTES = { float32: 4, int32: 4, bool: 1, complex64: 8, float16: 2, uint8: 1, uint16: 2 } as const;

/** Nested models are a few dozen levels deep; serialising thousands of levels would overflow the stack. */
const MOST_DEPTH = 256;

const modelSchema = v.object({
  format: v.optional(v.string()),
  modelTopology: v.custom<Record<string, unknown>>((value) => typeof value === "object" && value !== null),
  signature: v.optional(v.custom<object>((value) => typeof value === "object" && value !== null)),
  weightsManifest: manifestSchemaOf(v.picklist(["float32", "int32", "bool", "string", "complex64"])),
});

/** A validated `model.json`. */
export type TfjsModelJson = v.InferOutput<typeof modelSchema>;

/** Returns whether a parsed `model.json` has a topology, rather than only weights. */
export function hasTopology(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && "modelTopology" in value && value.modelTopology !== null
  );
}

/**
 * Validates a parsed `model.json`.
 *
 * @throws {LabError} "weights", naming the file, the field and what was expected there.
 */
export function parseModelJson(value: unknown, from: string): TfjsModelJson {
  const result = v.safeParse(modelSchema, value);
  if (result.success) {
    if (nestsBeyond(result.output.modelTopology, MOST_DEPTH)) {
      throw new LabError(
        "weights",
        `${from}: its topology is nested more than ${MOST_DEPTH} levels deep, which no model needs; the file may be malicious.`,
      );
    }
    return result.output;
  }
  const issue = result.issues[0];
  throw new LabError(
    "weights",
    `${from}: not a TF.js model (${v.getDotPath(issue) ?? "the whole file"}: ${issue.message}). ` +
      "Export it with tensorflowjs_converter or model.save(…).",
  );
}

/** Descends level by level, since a recursive function would overflow the stack as JSON.stringify does. */
function nestsBeyond(value: object, depth: number): boolean {
  let level: readonly object[] = [value];
  for (let deep = 0; deep < depth && level.length > 0; deep++) {
    level = level
      .flatMap((each): unknown[] => Object.values(each))
      .filter((each) => typeof each === "object" && each !== null);
  }
  return level.length > 0;
}

/** Returns the format that the file declares, or else the one that its topology looks like. */
export function formatOf({ format, modelTopology }: TfjsModelJson): TfjsFormat {
  if (format === "graph-model") return "graph";
  if (format === "layers-model") return "layers";
  return "node" in modelTopology ? "graph" : "layers";
}

/**
 * Fetches the shards and joins them.
 *
 * @param shard  Fetches one shard by its path in the manifest.
 * @throws {LabError} "weights" if the shards hold more or fewer bytes than the manifest lists.
 */
export async function readArtifacts(
  model: TfjsModelJson,
  shard: (path: string) => Promise<ArrayBuffer>,
  from: string,
): Promise<TfjsArtifacts> {
  const parts: ArrayBuffer[] = [];
  for (const group of model.weightsManifest) {
    const before = parts.length;
    for (const path of group.paths) parts.push(await shard(path));
    const held = parts.slice(before).reduce((sum, part) => sum + part.byteLength, 0);
    const expected = groupBytes(group);
    if (expected !== null && held !== expected) {
      throw new LabError(
        "weights",
        `${from}: ${group.paths.join(", ")} hold ${held} bytes, but the manifest lists ${expected}. ` +
          "A file is incomplete or belongs to another model; copy it again.",
      );
    }
  }
  return {
    format: formatOf(model),
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest.flatMap(
      ({ weights }) => weights,
    ) as unknown as tf.io.WeightsManifestEntry[],
    weightData: await new Blob(parts).arrayBuffer(),
    ...(model.signature ? { signature: model.signature } : {}),
  };
}

/** Returns the number of bytes in all shards, without groups that contain text. */
export function artifactBytes({ weightsManifest }: TfjsModelJson): number {
  return weightsManifest.reduce((sum, group) => sum + (groupBytes(group) ?? 0), 0);
}

/** Returns the bytes of a group, or null if it contains text, whose length the manifest does not give. */
function groupBytes({ weights }: TfjsModelJson["weightsManifest"][number]): number | null {
  let bytes = 0;
  for (const { shape, dtype, quantization } of weights) {
    if (dtype === "string") return null;
    bytes += sizeOf(shape) * BYTES[quantization?.dtype ?? dtype];
  }
  return bytes;
}
