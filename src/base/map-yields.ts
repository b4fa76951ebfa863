/** Changes what an async generator yields, and nothing else of it. */

/** The same generator with what it yields changed; ends with it. */
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
