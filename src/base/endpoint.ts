/** The part of a message channel that client and host use: a Worker, a worker's global scope or a MessagePort. */
export interface Endpoint {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void;
  addEventListener(type: "message" | "messageerror" | "error", listener: (event: Event) => void): void;
  /** Starts a MessagePort, which queues its messages until then. */
  start?(): void;
  /** Ends a Worker. */
  terminate?(): void;
  /** Ends a MessagePort. */
  close?(): void;
}
