/** Hook that loads a table's file: once per visit of the page, and again on request. */
import { useCallback, useEffect, useState } from "react";
import { asLabError, LabError } from "../../base/errors.ts";

/** State of the loading. */
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
 * Fetches and checks a JSON file that ships with the page.
 *
 * @param file  path relative to the page.
 * @param read  checks the parsed JSON; must be the same function on every call. The page shows the message of what it throws.
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
