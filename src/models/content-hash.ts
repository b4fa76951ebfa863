/**
 * The id of an imported model: a hash of everything that decides what it computes. The same weights run with the same
 * settings have the same id on every machine and from any file format, so a link can name them.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { invariant } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";
import type { ModelCard } from "./card.ts";
import { kernelSides } from "./convlstm/feature-shape.ts";
import { HEAD_WINDOW } from "./i3d/endpoints.ts";
import type { TfjsArtifacts } from "./tfjs/artifacts.ts";
import type { NamedWeight } from "./weights.ts";

/** Number of hex digits of the hash in the id: 128 bits, so two models never share an id by chance. */
const DIGITS = 32;

/** Number of values hashed at once; bounds the size of their little-endian copy. */
const BLOCK = 65536;

/**
 * Returns `<kind>-<32 hex digits>`, from a SHA-256 over the architecture, the input settings and the weights: sorted by
 * name, each with its shape and its values as little-endian float32. Class names and the display name have no influence.
 *
 * @param topology  Topology and weights of a TF.js model, as in its files.
 */
export function modelIdOf(
  { architecture, input }: Pick<ModelCard, "architecture" | "input">,
  weights: ReadonlyMap<string, NamedWeight>,
  topology?: Pick<TfjsArtifacts, "modelTopology" | "weightSpecs" | "weightData">,
): string {
  const hash = sha256.create();
  const text = (value: unknown) => hash.update(new TextEncoder().encode(`${JSON.stringify(value)}\n`));
  text(["freezeframe model", 1, canonicalArchitecture(architecture), canonicalInput(input)]);
  const block = new DataView(new ArrayBuffer(4 * BLOCK));
  for (const name of [...weights.keys()].sort()) {
    const { shape, values } = weights.get(name)!;
    invariant(
      values.length === sizeOf(shape),
      () => `${name} has ${values.length} values for [${shape.join(", ")}]`,
    );
    text([name, [...shape]]);
    for (let from = 0; from < values.length; from += BLOCK) {
      const count = Math.min(BLOCK, values.length - from);
      for (let i = 0; i < count; i++) block.setFloat32(4 * i, values[from + i]!, true);
      hash.update(new Uint8Array(block.buffer, 0, 4 * count));
    }
  }
  if (topology !== undefined) {
    text([topology.modelTopology, topology.weightSpecs]);
    hash.update(new Uint8Array(topology.weightData));
  }
  const hex = Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${architecture.kind}-${hex.slice(0, DIGITS)}`;
}

/** Returns the fields in a fixed order with defaults filled in, so that equivalent cards have the same hash. */
function canonicalArchitecture(architecture: ModelCard["architecture"]): unknown[] {
  switch (architecture.kind) {
    case "i3d": {
      const { kind, width, temporalStrides, headWindow = HEAD_WINDOW } = architecture;
      return [kind, width, temporalStrides, headWindow];
    }
    case "convlstm": {
      const { kind, units, kernel, stride, padding, gate } = architecture;
      return [kind, units, kernelSides(kernel), stride, padding, gate];
    }
    case "clstm4": {
      const { kind, units, kernel, stride, effectiveSteps } = architecture;
      return [kind, units, kernel, stride, effectiveSteps];
    }
    case "tfjs": {
      const { kind, format, output } = architecture;
      return [kind, format, output];
    }
  }
}

function canonicalInput({
  frames,
  height,
  width,
  range,
  mean,
  std,
  normalise,
}: ModelCard["input"]): unknown[] {
  return [frames, height, width, range, mean, std, normalise];
}
