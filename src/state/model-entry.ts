/** Entries of the Model list, and where their models come from. */
import type { ModelCard } from "../models/card.ts";
import type { LinkedImport } from "../result/link-fields.ts";

/** The source of a model. */
export type ModelSource =
  /** Comes with the page. */
  | { readonly kind: "bundled" }
  /** Imported from the user's files. A link can name it but not hold it. */
  | {
      readonly kind: "imported";
      /** Name of the file that others must drop when they open a link to it. */
      readonly fileName: string;
      /** Total size of its files in bytes. */
      readonly bytes: number;
      /** Whether it is saved in this browser for the next visit. */
      readonly saved: boolean;
    }
  /** Imported by the maker of a link and missing here: the page shows what the link says, but cannot run the model. */
  | { readonly kind: "awaited"; readonly wanted: LinkedImport };

/** One entry of the Model list. `card` is null until the weights are loaded. */
export interface ModelEntry {
  readonly id: string;
  readonly name: string;
  readonly card: ModelCard | null;
  readonly source: ModelSource;
}
