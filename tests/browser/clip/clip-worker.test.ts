import { afterAll, describe, expect, test } from "vitest";
import { createClient } from "../../../src/worker/client.ts";
import type { ClipCommands } from "../../../src/worker/protocol.ts";
import { labError } from "../../support/lab-error.ts";
import { decodeFiles, fixture, frameNumbers, upTo } from "./numbered-pictures.ts";

const worker = new Worker(new URL("../../../src/worker/clip.worker.ts", import.meta.url), { type: "module" });
const client = createClient<ClipCommands>(worker);
afterAll(() => client.terminate());

const askFor = (file: File) => ({
  files: [file],
  source: { kind: "upload", fileName: file.name } as const,
  name: file.name,
  T: 16,
});

describe("clip worker", () => {
  test("decodes as the page would, and streams progress", async () => {
    const file = await fixture("vp9.webm");
    const steps: unknown[] = [];
    const clip = await client.run("decode", askFor(file), { onStep: (step) => steps.push(step) });
    expect(clip).toEqual(await decodeFiles([file]));
    expect(steps).toEqual(upTo(16).map((t) => ({ done: t + 1, of: 16 })));
  });

  test("packs frames that it can decode again", async () => {
    const { frames } = await client.run("decode", askFor(await fixture("vp8.webm")));
    const { bytes, format } = await client.run("pack", { frames, durationS: 1.6 });
    expect(format).toBe("webm/vp9");
    const back = await client.run("decode", askFor(new File([new Uint8Array(bytes)], "packed")));
    expect(frameNumbers(back.frames)).toEqual(upTo(16));
    // The question is copied: the page still has its frames.
    expect(frameNumbers(frames)).toEqual(upTo(16));
  });

  test("errors arrive with their code, and the worker lives on", async () => {
    await expect(client.run("decode", askFor(await fixture("text.mp4")))).rejects.toEqual(
      labError("unsupported", ["text.mp4"]),
    );
    expect((await client.run("decode", askFor(await fixture("still.jpg")))).frames.T).toBe(16);
  });

  test("a cancelled decoding ends at once, and the worker lives on", async () => {
    const controller = new AbortController();
    const job = client.run("decode", askFor(await fixture("h264.mp4")), {
      signal: controller.signal,
      onStep: () => controller.abort(),
    });
    await expect(job).rejects.toEqual(labError("cancelled"));
    expect((await client.run("decode", askFor(await fixture("h264.mp4")))).frames.T).toBe(16);
  });
});
