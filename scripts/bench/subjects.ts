/** What is measured. */
import type { Subject } from "./protocol.ts";

/** The models that ship with the page, by their folders' names. */
export const BUNDLED = ["i3d", "convlstm"] as const;

/** One of them. */
export type BundledId = (typeof BUNDLED)[number];

/** I3D as published, at the size of the paper's clips and with its number of classes. */
export const FULL_I3D = { kind: "seeded-i3d", width: 1, frames: 16, size: 224, classes: 174 } as const;

/** A bundled model on the clip that it is timed on. */
export function bundled(id: BundledId): Subject {
  return { kind: "bundled", id };
}
