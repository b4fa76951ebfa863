/** The networks that are measured. */
import type { Subject } from "./protocol.ts";

/** Folder names of the models that ship with the page. */
export const BUNDLED = ["i3d", "convlstm"] as const;

/** Folder name of a bundled model. */
export type BundledId = (typeof BUNDLED)[number];

/** I3D as published, with the paper's clip size and number of classes. */
export const FULL_I3D = { kind: "seeded-i3d", width: 1, frames: 16, size: 224, classes: 174 } as const;

/** Returns a bundled model with the clip that it is timed on. */
export function bundled(id: BundledId): Subject {
  return { kind: "bundled", id };
}
