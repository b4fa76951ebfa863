/** A model of the user's on its way in: looked into, then asked about. */
import type { Inspection } from "../recognise/inspection.ts";
import type { LinkedImport } from "../result/link-fields.ts";
import type { LoadProgress } from "../worker/protocol.ts";

/** A checkpoint that was looked into; what it does not say is asked. */
export interface ImportQuestion {
  readonly kind: "asking";
  readonly files: readonly File[];
  readonly inspection: Inspection;
  /** A file of class names that came along. */
  readonly names: File | null;
  /** What a link on the page says of such a model; null where none waits for one. */
  readonly wanted: LinkedImport | null;
  /** The target in that link. */
  readonly target: number | null;
  /** While the weights are being read. */
  readonly loading: LoadProgress | null;
  /** Why the last answers would not do. */
  readonly problem: string | null;
}

/** A model of the user's on its way in. */
export type ImportState =
  { readonly kind: "none" } | { readonly kind: "looking"; readonly name: string } | ImportQuestion;
