/** Marks answers whose buffers move to the page instead of being copied. */

/** An answer and those of its buffers that move with it. Made by `transferring`. */
export class Transferring<A> {
  constructor(
    readonly answer: A,
    readonly buffers: Transferable[],
  ) {}
}

/**
 * Marks an answer so that `serve` moves its buffers. Afterwards the page owns them, and they are empty in the worker.
 *
 * @param buffers  each must occur in the answer, and nothing else may still use it.
 */
export function transferring<A>(answer: A, buffers: Transferable[]): Transferring<A> {
  return new Transferring(answer, buffers);
}
