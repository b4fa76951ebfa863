/** Client and host over a MessageChannel, as in the page, with a toy table of commands. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { LabError } from "../../../src/base/errors.ts";
import { createClient, type Client } from "../../../src/worker/client.ts";
import { serve, type Handlers, type Job } from "../../../src/worker/host.ts";
import { transferring } from "../../../src/worker/transfer.ts";
import { labError } from "../../support/lab-error.ts";

type ToyCommands = {
  count: { ask: { to: number }; step: number; answer: string };
  fail: { ask: { how: "lab" | "bug" }; step: never; answer: never };
  double: { ask: Float32Array; step: never; answer: Float32Array };
  wait: { ask: { name: string }; step: string; answer: string };
};

const ports: MessagePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

/** Waits until every message under way has arrived. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

function channel(): [page: MessagePort, worker: MessagePort] {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return [port1, port2];
}

/** A `wait` job, which ends when the test calls `finish`. */
interface Held {
  readonly job: Job<string>;
  finish(answer: string): void;
}

function lab(): { client: Client<ToyCommands>; held: Map<string, Held>; seen: Float32Array[] } {
  const [page, worker] = channel();
  const held = new Map<string, Held>();
  const seen: Float32Array[] = [];
  const handlers: Handlers<ToyCommands> = {
    async count({ to }, job) {
      for (let n = 1; n <= to; n++) job.step(n);
      return Promise.resolve(`counted to ${to}`);
    },
    fail({ how }) {
      if (how === "bug") throw new RangeError("bug: out of range");
      throw new LabError("decode", "clip.mp4: it holds no picture.");
    },
    double(values) {
      const doubled = values.map((value) => 2 * value);
      seen.push(doubled);
      return Promise.resolve(transferring(doubled, [doubled.buffer]));
    },
    wait: ({ name }, job) => new Promise((finish) => held.set(name, { job, finish })),
  };
  serve(worker, handlers);
  return { client: createClient<ToyCommands>(page), held, seen };
}

describe("a job", () => {
  test("streams its steps in order, then answers", async () => {
    const steps: number[] = [];
    const answer = await lab().client.run("count", { to: 5 }, { onStep: (step) => steps.push(step) });
    expect(answer).toBe("counted to 5");
    expect(steps).toEqual([1, 2, 3, 4, 5]);
  });

  test("that overlaps another gets its own steps and answer", async () => {
    const { client, held } = lab();
    const steps: string[] = [];
    const first = client.run("wait", { name: "first" }, { onStep: (step) => steps.push(`first ${step}`) });
    const second = client.run("wait", { name: "second" }, { onStep: (step) => steps.push(`second ${step}`) });
    await vi.waitUntil(() => held.size === 2);
    held.get("second")?.job.step("a");
    held.get("first")?.job.step("b");
    held.get("second")?.finish("2");
    held.get("first")?.finish("1");
    expect(await Promise.all([first, second])).toEqual(["1", "2"]);
    expect(steps).toEqual(["second a", "first b"]);
  });

  test("moves the buffers of an answer and of a question when asked to", async () => {
    const { client, seen } = lab();
    const values = new Float32Array([1, 2]);
    const answer = await client.run("double", values, { transfer: [values.buffer] });
    expect(answer).toEqual(new Float32Array([2, 4]));
    expect(values).toHaveLength(0);
    expect(seen[0]).toHaveLength(0);
  });

  test("copies a question that is not handed over", async () => {
    const values = new Float32Array([1, 2]);
    await lab().client.run("double", values);
    expect(values).toEqual(new Float32Array([1, 2]));
  });
});

describe("an error", () => {
  test("of a handler keeps its class, code and message", async () => {
    await expect(lab().client.run("fail", { how: "lab" })).rejects.toEqual(labError("decode", ["clip.mp4"]));
  });

  test("that is a bug of ours reaches the page with its message and stack", async () => {
    const error = await lab()
      .client.run("fail", { how: "bug" })
      .catch((caught: unknown) => caught);
    expect(error).toEqual(labError("value", ["bug: out of range"]));
    expect(error).toHaveProperty("stack", expect.stringContaining("client-and-host.test.ts"));
  });

  test("names an unknown command and the known ones", async () => {
    const [page, worker] = channel();
    serve<Record<string, never>>(worker, {});
    const client = createClient<ToyCommands>(page);
    await expect(client.run("count", { to: 1 })).rejects.toEqual(
      labError("unsupported", ['"count"', "reload"]),
    );
  });

  test("is reported for an answer that cannot be sent", async () => {
    const [page, worker] = channel();
    type Uncloneable = { make: { ask: null; step: never; answer: () => void } };
    serve<Uncloneable>(worker, { make: () => Promise.resolve(() => undefined) });
    await expect(createClient<Uncloneable>(page).run("make", null)).rejects.toEqual(
      labError("value", ["clone"]),
    );
  });

  test("of a question that cannot be sent leaves the client working", async () => {
    const { client } = lab();
    const wrong = { to: 1, extra: () => undefined };
    await expect(client.run("count", wrong)).rejects.toThrow("clone");
    await expect(client.run("count", { to: 1 })).resolves.toBe("counted to 1");
  });
});

describe("cancel", () => {
  test("rejects at once, before the worker has stopped, and aborts the worker's job", async () => {
    const { client, held } = lab();
    const abort = new AbortController();
    const job = client.run("wait", { name: "a" }, { signal: abort.signal });
    await vi.waitUntil(() => held.has("a"));
    abort.abort();
    await expect(job).rejects.toEqual(labError("cancelled", ["wait"]));
    await vi.waitUntil(() => held.get("a")?.job.signal.aborted);
  });

  test("before the start sends nothing", async () => {
    const { client, held } = lab();
    await expect(client.run("wait", { name: "a" }, { signal: AbortSignal.abort() })).rejects.toEqual(
      labError("cancelled"),
    );
    await settle();
    expect(held.size).toBe(0);
  });

  test("leaves other jobs alone, and late messages of the cancelled one are ignored", async () => {
    const { client, held } = lab();
    const abort = new AbortController();
    const steps: string[] = [];
    const cancelled = client.run(
      "wait",
      { name: "a" },
      { signal: abort.signal, onStep: (step) => steps.push(step) },
    );
    const kept = client.run("wait", { name: "b" });
    await vi.waitUntil(() => held.size === 2);
    abort.abort();
    held.get("a")?.job.step("late");
    held.get("a")?.finish("late");
    held.get("b")?.finish("kept");
    await expect(cancelled).rejects.toEqual(labError("cancelled"));
    await expect(kept).resolves.toBe("kept");
    expect(steps).toEqual([]);
  });

  test("after the end does nothing", async () => {
    const abort = new AbortController();
    const { client } = lab();
    await client.run("count", { to: 1 }, { signal: abort.signal });
    abort.abort();
    await expect(client.run("count", { to: 2 })).resolves.toBe("counted to 2");
  });
});

test("the host ends each job exactly once, even if it answers after being cancelled", async () => {
  const [page, worker] = channel();
  const sent: unknown[] = [];
  page.addEventListener("message", ({ data }) => sent.push(data));
  page.start();
  let finish: (answer: string) => void = () => undefined;
  serve<Pick<ToyCommands, "wait">>(worker, {
    wait: ({ name }, job) =>
      new Promise((resolve) => {
        job.step(name);
        finish = (answer) => {
          job.step("not heard");
          resolve(answer);
          queueMicrotask(() => job.step("not heard either"));
        };
      }),
  });
  page.postMessage({ id: 7, kind: "run", name: "wait", ask: { name: "x" } });
  await vi.waitUntil(() => sent.length === 1);
  page.postMessage({ id: 7, kind: "cancel" });
  await settle();
  finish("too late");
  await settle();
  expect(sent).toEqual([
    { id: 7, kind: "step", name: "wait", step: "x" },
    expect.objectContaining({ id: 7, kind: "error", code: "cancelled" }),
  ]);
});

describe("a worker that dies", () => {
  test.each([
    { event: "error", message: "out of memory", reported: "out of memory" },
    { event: "error", message: "", reported: "could not be loaded" },
    { event: "messageerror", message: "", reported: "could not be read" },
  ])("by $event '$message' rejects every job, waiting or later", async ({ event, message, reported }) => {
    const [page, worker] = channel();
    serve<Pick<ToyCommands, "wait">>(worker, { wait: () => new Promise(() => undefined) });
    const client = createClient<ToyCommands>(page);
    const jobs = [client.run("wait", { name: "a" }), client.run("wait", { name: "b" })];
    page.dispatchEvent(Object.assign(new Event(event), { message }));
    for (const job of [...jobs, client.run("count", { to: 1 })]) {
      await expect(job).rejects.toEqual(labError("device-lost", [reported]));
    }
  });

  test("by terminate() rejects with cancelled", async () => {
    const { client } = lab();
    const job = client.run("wait", { name: "a" });
    client.terminate();
    await expect(job).rejects.toEqual(labError("cancelled"));
    await expect(client.run("count", { to: 1 })).rejects.toEqual(labError("cancelled"));
  });
});
