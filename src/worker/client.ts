/** The page's end of a worker: one promise per job. `protocol.ts` defines the commands. */
import { LabError } from "../base/errors.ts";
import type { Endpoint } from "../base/endpoint.ts";
import type { CommandTable, FromWorker, RunMessage, ToWorker } from "./protocol.ts";

/** Options of one job. */
export interface RunOptions<Step> {
  /** Called for each step, in order, never after the job has ended. */
  readonly onStep?: ((step: Step) => void) | undefined;
  /** Aborting it rejects the job at once and asks the worker to stop. */
  readonly signal?: AbortSignal | undefined;
  /** Buffers of the question to move to the worker; they are empty here afterwards. Default: none, all are copied. */
  readonly transfer?: Transferable[] | undefined;
}

/** Runs commands of the table `C` in a worker. Jobs may overlap. */
export interface Client<C extends CommandTable> {
  /**
   * Runs one command.
   *
   * @throws {LabError} the worker's own error; "cancelled" after an abort or `terminate`; "device-lost" once the worker
   *   has crashed, for this job and every later one.
   */
  run<N extends keyof C & string>(
    name: N,
    ask: C[N]["ask"],
    options?: RunOptions<C[N]["step"]>,
  ): Promise<C[N]["answer"]>;
  /** Ends the worker. Waiting jobs and later ones reject with "cancelled". */
  terminate(): void;
}

/** A job that has not ended. */
interface Waiting<C extends CommandTable> {
  receive(message: FromWorker<C>): void;
  fail(error: LabError): void;
}

function rebuild({ code, message, stack }: Extract<FromWorker<CommandTable>, { kind: "error" }>): LabError {
  const error = new LabError(code, message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

/**
 * Wraps a worker, or a port with `serve` at its other end. The client owns the endpoint from then on.
 *
 * Jobs have no time-out: a search may run for minutes.
 */
export function createClient<C extends CommandTable>(endpoint: Endpoint): Client<C> {
  const waiting = new Map<number, Waiting<C>>();
  let lastId = 0;
  let dead: LabError | null = null;

  const post = (message: ToWorker<C>, transfer: Transferable[] = []) => {
    endpoint.postMessage(message, { transfer });
  };

  const die = (error: LabError) => {
    if (dead !== null) return;
    dead = error;
    endpoint.terminate?.();
    endpoint.close?.();
    for (const job of [...waiting.values()]) job.fail(error);
  };

  endpoint.addEventListener("message", (event) => {
    // Only `serve` with the same table posts here, so the message has the protocol's type.
    const message = (event as MessageEvent<FromWorker<C>>).data;
    waiting.get(message.id)?.receive(message);
  });
  endpoint.addEventListener("error", (event) => {
    // A worker's unhandled error has a message; a worker script that cannot be loaded has none.
    const message = "message" in event && typeof event.message === "string" ? event.message : "";
    const reason = message === "" ? "its script could not be loaded" : message;
    die(new LabError("device-lost", `worker: it stopped unexpectedly (${reason}). Reload the page.`));
  });
  endpoint.addEventListener("messageerror", () => {
    die(
      new LabError("device-lost", "worker: an answer could not be read, so it was stopped. Reload the page."),
    );
  });
  endpoint.start?.();

  return {
    run<N extends keyof C & string>(
      name: N,
      ask: C[N]["ask"],
      { onStep, signal, transfer }: RunOptions<C[N]["step"]> = {},
    ): Promise<C[N]["answer"]> {
      return new Promise((resolve, reject) => {
        if (dead !== null) throw dead;
        if (signal?.aborted) throw cancelled(name);
        const id = ++lastId;
        const end = () => {
          waiting.delete(id);
          signal?.removeEventListener("abort", abort);
        };
        const fail = (error: LabError) => {
          end();
          reject(error);
        };
        const abort = () => {
          fail(cancelled(name));
          post({ id, kind: "cancel" });
        };
        const question: RunMessage<C, N> = { id, kind: "run", name, ask };
        post(question, transfer);
        signal?.addEventListener("abort", abort);
        waiting.set(id, {
          fail,
          receive(message) {
            if (message.kind === "step") onStep?.(message.step);
            else if (message.kind === "error") fail(rebuild(message));
            else {
              end();
              resolve(message.answer);
            }
          },
        });
      });
    },
    terminate: () => die(new LabError("cancelled", "worker: it was terminated.")),
  };
}

function cancelled(name: string): LabError {
  return new LabError("cancelled", `${name}: cancelled.`);
}
