/** A table's file on its way in: fetched once a visit of the page, again on request. */
import { useCallback, useEffect, useState } from "react";
import { asLabError, LabError } from "../../base/errors.ts";

/** How far it is. */
export type TableState<A> =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly table: A }
  | { readonly kind: "failed"; readonly message: string };

async function fetchJson(file: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(new URL(file, document.baseURI), { signal });
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
    return await response.json();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LabError("value", `${file}: the table could not be fetched (${why}). Try again.`, {
      cause: error,
    });
  }
}

/**
 * Fetches and reads a file of the page's own.
 *
 * @param file  its path under the page's address.
 * @param read  checks the parsed JSON; the same function on every call. What it throws is shown.
 */
export function useTable<A>(
  file: string,
  read: (value: unknown, from: string) => A,
): readonly [state: TableState<A>, retry: () => void] {
  const [state, setState] = useState<TableState<A>>({ kind: "loading" });
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    const aborted = new AbortController();
    const settle = (next: TableState<A>) => {
      if (!aborted.signal.aborted) setState(next);
    };
    fetchJson(file, aborted.signal)
      .then((value) => settle({ kind: "ready", table: read(value, file) }))
      .catch((error: unknown) => settle({ kind: "failed", message: asLabError(error, "value").message }));
    return () => aborted.abort();
  }, [file, read, attempt]);
  const retry = useCallback(() => {
    setState({ kind: "loading" });
    setAttempt((count) => count + 1);
  }, []);
  return [state, retry];
}
