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
    // The request is copied, so the page still has its frames.
    expect(frameNumbers(frames)).toEqual(upTo(16));
  });

  test("gives small pictures over a whole file, with its length and pace", async () => {
    const file = await fixture("h264.mp4");
    const whole = await decodeFiles([file]);
    const strip = await client.run("thumbnails", { files: [file], name: file.name, count: 8, height: 48 });
    expect(strip.frames).toMatchObject({ T: 8, H: 48, W: 64 });
    // The fixture holds 32 frames; every fourth lies near the middle of an eighth.
    expect(frameNumbers(strip.frames)).toEqual(upTo(8).map((i) => 4 * i + 2));
    expect(strip.durationS).toBe(whole.sourceDurationS);
    expect(strip.frameStepS).toBeCloseTo(strip.durationS / 32);
  });

  test("generates the same clip for a class and a seed, with its label and event", async () => {
    const ask = { className: "Moving something up", seed: 42, name: "new", T: 16 };
    const clip = await client.run("generate", ask);
    expect(clip).toMatchObject({ name: "new", label: ask.className, frames: { T: 16, H: 180, W: 240 } });
    const [first, last] = clip.event!;
    expect(first >= 0 && first <= last && last < 16).toBe(true);
    expect(clip.boxes).toHaveLength(16);
    expect((await client.run("generate", ask)).frames.data).toEqual(clip.frames.data);
    await expect(client.run("generate", { ...ask, className: "Dancing" })).rejects.toEqual(
      labError("value", ["Dancing"]),
    );
  });

  test("errors arrive with their code, and the worker keeps working", async () => {
    await expect(client.run("decode", askFor(await fixture("text.mp4")))).rejects.toEqual(
      labError("unsupported", ["text.mp4"]),
    );
    expect((await client.run("decode", askFor(await fixture("still.jpg")))).frames.T).toBe(16);
  });

  test("a cancelled decoding ends at once, and the worker keeps working", async () => {
    const controller = new AbortController();
    const job = client.run("decode", askFor(await fixture("h264.mp4")), {
      signal: controller.signal,
      onStep: () => controller.abort(),
    });
    await expect(job).rejects.toEqual(labError("cancelled"));
    expect((await client.run("decode", askFor(await fixture("h264.mp4")))).frames.T).toBe(16);
  });
});
