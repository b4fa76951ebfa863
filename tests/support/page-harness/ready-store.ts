/** A store on fake workers, in the state of a first visit: the first clip and the first model, with predictions. */
import { createLabStore, type LabStore } from "../../../src/state/lab-store.ts";
import { fakeDeps, type FakeOptions } from "./fake-clients.ts";

export async function readyStore(options: FakeOptions = {}): Promise<LabStore> {
  const store = createLabStore({ ...fakeDeps(options), autoplay: false });
  await store.getState().actions.begin("");
  return store;
}

/** A promise that can be settled from outside. */
export interface Held<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** Does what `Promise.withResolvers` does, which Node 20 does not have yet. */
export function held<T>(): Held<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
