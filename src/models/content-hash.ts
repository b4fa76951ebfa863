/**
 * What an imported model is called: a hash of what it computes. The same weights run in the same way have the same id on
 * every machine, whatever file they came in, so a link can name them.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { invariant } from "../base/errors.ts";
import { sizeOf } from "../base/shape.ts";
import type { ModelCard } from "./card.ts";
import { kernelSides } from "./convlstm/feature-shape.ts";
import { HEAD_WINDOW } from "./i3d/endpoints.ts";
import type { TfjsArtifacts } from "./tfjs/artifacts.ts";
import type { NamedWeight } from "./weights.ts";

/** Hex digits of the hash that the id keeps: 128 bits, and no two models will ever share them by chance. */
const DIGITS = 32;

/** Values hashed at once; bounds the copy that gives them their byte order. */
const BLOCK = 65536;

/**
 * `<kind>-<32 hex digits>`: SHA-256 over architecture, input settings and the weights, sorted by name, each with its
 * shape and its values as little-endian float32. Class names and the display name are not part of it.
 *
 * @param topology  of a TF.js model: it and its weights, as its files have them.
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

/** One order of fields, and defaults written out, so that two ways of saying the same hash alike. */
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
