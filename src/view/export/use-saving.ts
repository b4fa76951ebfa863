/** Makes and saves one file at a time. */
import { useEffect, useRef, useState } from "react";
import { asLabError } from "../../base/errors.ts";
import type { FigureFacts } from "../../export/figure-facts.ts";
import type { ResultFile } from "../../export/result-json.ts";
import { useActions } from "../../state/use-lab.ts";
import { formatBytes } from "../parts/format.ts";
import { saveFile } from "./save-file.ts";
import { nameOfItem, type TakeAwayItem } from "./take-away-items.ts";

/** State of saving. `name` is the item's. */
export type Saving =
  | { readonly kind: "idle" }
  | { readonly kind: "working"; readonly name: string; readonly done: number; readonly of: number }
  | { readonly kind: "saved"; readonly text: string }
  | { readonly kind: "failed"; readonly message: string };

/** The item to save, and its content. */
export interface SaveRequest {
  readonly item: TakeAwayItem;
  readonly facts: FigureFacts;
  readonly result: ResultFile;
  /** Width of figures, pixels. */
  readonly width: number;
}

/** Returns the state of saving, and functions that start and cancel it. Unmounting cancels it too. */
export function useSaving(): readonly [
  saving: Saving,
  save: (request: SaveRequest) => Promise<void>,
  cancel: () => void,
] {
  const { makeFigure } = useActions();
  const [saving, setSaving] = useState<Saving>({ kind: "idle" });
  const job = useRef<AbortController | null>(null);
  useEffect(() => () => job.current?.abort(), []);

  const make = async (
    request: SaveRequest,
    signal: AbortSignal,
  ): Promise<{ blob: Blob; extension: string }> => {
    const { item, facts, result, width } = request;
    if (item.write !== undefined) {
      const { text, mime, extension } = item.write(result, facts);
      return { blob: new Blob([text], { type: mime }), extension };
    }
    const { name } = item;
    setSaving({ kind: "working", name, done: 0, of: 0 });
    const { bytes, mime, extension } = await makeFigure(
      { facts, format: item.figure ?? "gif", width },
      { signal, onStep: ({ done, of }) => setSaving({ kind: "working", name, done, of }) },
    );
    return { blob: new Blob([bytes], { type: mime }), extension };
  };

  const save = async (request: SaveRequest) => {
    job.current?.abort();
    const controller = new AbortController();
    job.current = controller;
    try {
      const { blob, extension } = await make(request, controller.signal);
      const name = nameOfItem(request.item, request.facts, extension);
      saveFile(name, blob);
      setSaving({ kind: "saved", text: `Saved ${name}, ${formatBytes(blob.size)}.` });
    } catch (error) {
      const { code, message } = asLabError(error, "value");
      if (job.current !== controller) return;
      setSaving(code === "cancelled" ? { kind: "idle" } : { kind: "failed", message });
    }
  };
  return [saving, save, () => job.current?.abort()];
}
