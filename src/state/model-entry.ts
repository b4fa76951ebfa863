/** A line of the Model list, and where its model is to be had. */
import type { ModelCard } from "../models/card.ts";
import type { LinkedImport } from "../result/link-fields.ts";

/** Where a model is to be had. */
export type ModelSource =
  /** Comes with the page. */
  | { readonly kind: "bundled" }
  /** From files of the user's: a link can name it but not carry it. */
  | {
      readonly kind: "imported";
      /** The file to drop, for others who open a link to it. */
      readonly fileName: string;
      /** Of its files, in bytes. */
      readonly bytes: number;
      /** Whether this browser keeps it for the next visit. */
      readonly kept: boolean;
    }
  /** Named by a link whose maker had imported it: it can be shown what the link says of it, but not asked. */
  | { readonly kind: "awaited"; readonly wanted: LinkedImport };

/** One line of the Model list. `card` is null until its weights are loaded. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly card: ModelCard | null;
  readonly source: ModelSource;
}
