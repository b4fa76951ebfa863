/** The worker's end: runs a handler for each job and sends exactly one answer or error. */
import { asLabError, LabError } from "../base/errors.ts";
import type { Endpoint } from "../base/endpoint.ts";
import type { CommandTable, FromWorker, ToWorker } from "./protocol.ts";
import { Transferring } from "./transfer.ts";

/** A handler's second argument: how to follow the job's cancellation and stream its progress. */
export interface Job<Step> {
  /** Aborted when the page no longer wants the answer. Long work checks it between steps. */
  readonly signal: AbortSignal;
  /** Streams progress. Does nothing once the job is cancelled or has ended. */
  step(value: Step): void;
}

/** One handler per command. Jobs may overlap; a handler that must run alone does its own queueing. */
export type Handlers<C extends CommandTable> = {
  readonly [N in keyof C & string]: (
    ask: C[N]["ask"],
    job: Job<C[N]["step"]>,
  ) => Promise<C[N]["answer"] | Transferring<C[N]["answer"]>>;
};

/**
 * Serves the commands of a table on a worker's global scope or a port, for as long as that lives.
 *
 * A handler's LabError reaches the page with its code. Any other error is a bug; it reaches the page as "value", with
 * its message and stack. A cancelled job ends with "cancelled", even if its handler answered or failed.
 */
export function serve<C extends CommandTable>(port: Endpoint, handlers: Handlers<C>): void {
  const running = new Map<number, AbortController>();

  const post = (message: FromWorker<C>, transfer: Transferable[] = []) => {
    port.postMessage(message, { transfer });
  };

  const postError = (id: number, cause: unknown) => {
    const { code, message } = asLabError(cause, "value");
    // Send the stack of the original error, not of its wrapper.
    post({ id, kind: "error", code, message, stack: cause instanceof Error ? cause.stack : undefined });
  };

  const handle = async <N extends keyof C & string>(id: number, name: N, ask: C[N]["ask"]) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(id, controller);
    try {
      if (!Object.hasOwn(handlers, name)) throw unknownCommand(name, Object.keys(handlers));
      const result = await handlers[name](ask, {
        signal,
        step(value) {
          if (running.has(id) && !signal.aborted) post({ id, kind: "step", name, step: value });
        },
      });
      if (signal.aborted) throw new LabError("cancelled", `${name}: cancelled.`);
      if (result instanceof Transferring)
        post({ id, kind: "answer", name, answer: result.answer }, result.buffers);
      else post({ id, kind: "answer", name, answer: result });
    } catch (error) {
      postError(
        id,
        signal.aborted ? new LabError("cancelled", `${name}: cancelled.`, { cause: error }) : error,
      );
    } finally {
      running.delete(id);
    }
  };

  port.addEventListener("message", (event) => {
    // Only `createClient` with the same table posts here, so the message has the protocol's type.
    const message = (event as MessageEvent<ToWorker<C>>).data;
    if (message.kind === "cancel") running.get(message.id)?.abort();
    else void handle(message.id, message.name, message.ask);
  });
  port.start?.();
}

function unknownCommand(name: string, known: string[]): LabError {
  return new LabError(
    "unsupported",
    `worker: unknown command "${name}"; known commands are ${known.join(", ")}. ` +
      "The page and its worker have different versions: reload the page.",
  );
}
