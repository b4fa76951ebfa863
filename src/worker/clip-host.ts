/** Handlers for `ClipCommands`: connects decoding, generating, packing and drawing figures to the worker's messages. */
import { decode } from "../clip/decode.ts";
import { generatedClip } from "../generate/generated-clip.ts";
import { pack } from "../clip/pack.ts";
import { readStrip } from "../clip/source-strip.ts";
import type { Endpoint } from "../base/endpoint.ts";
import { serve } from "./host.ts";
import type { ClipCommands } from "./protocol.ts";
import { transferring } from "./transfer.ts";

/**
 * Serves decoding, generating, packing and figures. The bytes of each answer move to the page.
 *
 * @param port  a worker's global scope, or a port with `createClient<ClipCommands>` at its other end.
 */
export function serveClips(port: Endpoint): void {
  serve<ClipCommands>(port, {
    async decode(ask, job) {
      const clip = await decode(ask, { signal: job.signal, onStep: (step) => job.step(step) });
      return transferring(clip, [clip.frames.data.buffer]);
    },
    async figure(ask, job) {
      // Few visitors save a figure, so load its encoders only when needed.
      const { makeFigure } = await import("../export/make-figure.ts");
      const file = await makeFigure(ask, { signal: job.signal, onStep: (step) => job.step(step) });
      return transferring(file, [file.bytes.buffer]);
    },
    async thumbnails(ask, { signal }) {
      const strip = await readStrip(ask, { signal });
      return transferring(strip, [strip.frames.data.buffer]);
    },
    generate(ask) {
      const clip = generatedClip(ask);
      return Promise.resolve(transferring(clip, [clip.frames.data.buffer]));
    },
    async pack({ frames, durationS }, { signal }) {
      const packed = await pack(frames, { durationS, signal });
      return transferring(packed, [packed.bytes.buffer]);
    },
  });
}
