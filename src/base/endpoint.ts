/** What client and host need of a channel, and nothing of what it is: a Worker, its global scope or a MessagePort. */
export interface Endpoint {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void;
  addEventListener(type: "message" | "messageerror" | "error", listener: (event: Event) => void): void;
  /** A MessagePort holds its messages until it is started. */
  start?(): void;
  /** Ends a Worker. */
  terminate?(): void;
  /** Ends a MessagePort. */
  close?(): void;
}
