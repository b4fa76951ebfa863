/**
 * The reference I3D as files written by real PyTorch: committed skeletons with all weights 0, filled with the
 * deterministic reference weights. tests/golden/make-torch-skeleton.py makes the skeletons.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { crc32 } from "../../src/base/crc32.ts";
import { i3dReferenceWeights } from "./reference.ts";

const FOLDER = new URL("../golden/", import.meta.url);

interface Place {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int64";
  /** Offset of the tensor's bytes. */
  readonly at: number;
  /** Offsets at which the bytes' CRC-32 is written. */
  readonly sums: readonly number[];
}

/** One of PyTorch's two formats. */
export type SkeletonFormat = "zip" | "legacy";

/** Returns a full-size I3D checkpoint (50 MB; 174 classes; pytorch-i3d's names) with the reference weights. */
export function filledSkeleton(format: SkeletonFormat): File {
  const bytes = new Uint8Array(gunzipSync(readFileSync(new URL(`i3d-skeleton.${format}.gz`, FOLDER))));
  const { files } = JSON.parse(readFileSync(new URL("i3d-skeleton.json", FOLDER), "utf8")) as {
    readonly files: Readonly<Record<SkeletonFormat, readonly Place[]>>;
  };
  const view = new DataView(bytes.buffer);
  for (const { name, shape, dtype, at, sums } of files[format]) {
    if (dtype !== "float32") continue; // num_batches_tracked, which nothing reads
    const weights = new Uint8Array(i3dReferenceWeights.take(name, shape).buffer);
    bytes.set(weights, at);
    const sum = crc32(weights);
    for (const place of sums) view.setUint32(place, sum, true);
  }
  return new File([bytes], `i3d-${format}.pt`);
}
