/** `map` for async generators. */

/**
 * Yields `change(value)` for each value that `run` yields, and returns what `run` returns. Ending this generator
 * early ends `run` too.
 */
export async function* mapYields<A, B, R>(
  run: AsyncGenerator<A, R, void>,
  change: (value: A) => B,
): AsyncGenerator<B, R, void> {
  try {
    for (;;) {
      const next = await run.next();
      if (next.done) return next.value;
      yield change(next.value);
    }
  } finally {
    await run.return(undefined as never);
  }
}
