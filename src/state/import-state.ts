/** State of importing the user's own model: its files are inspected, then the user is asked for what they do not say. */
import type { Inspection } from "../recognise/inspection.ts";
import type { LinkedImport } from "../result/link-fields.ts";
import type { LoadProgress } from "../worker/protocol.ts";

/** An inspected checkpoint, and the questions that its files leave open. */
export interface ImportQuestion {
  readonly kind: "asking";
  readonly files: readonly File[];
  readonly inspection: Inspection;
  /** A file of class names dropped with the checkpoint. */
  readonly names: File | null;
  /** What a link on the page says about a missing model of this kind; null if no link waits for one. */
  readonly wanted: LinkedImport | null;
  /** The target in that link; null without one. */
  readonly target: number | null;
  /** Progress of reading the weights; null while they are not being read. */
  readonly loading: LoadProgress | null;
  /** Why the last answers were rejected; null if they were not. */
  readonly problem: string | null;
}

/** The import under way, if any. */
export type ImportState =
  { readonly kind: "none" } | { readonly kind: "looking"; readonly name: string } | ImportQuestion;
