/** How a handler says that its answer's buffers move to the page instead of being copied. */

/** An answer and the buffers in it that are handed over with it. Made by `transferring`. */
export class Transferring<A> {
  constructor(
    readonly answer: A,
    readonly buffers: Transferable[],
  ) {}
}

/**
 * Marks an answer so that `serve` moves its buffers. Afterwards they are the page's, and empty in the worker.
 *
 * @param buffers  each must occur in the answer, and nothing else may still need them.
 */
export function transferring<A>(answer: A, buffers: Transferable[]): Transferring<A> {
  return new Transferring(answer, buffers);
}
