/** The other browser tests are worth something only where the browser offers what they are about. */
import { expect, test } from "vitest";

test("the page is cross-origin isolated, so that WASM threads can run", () => {
  expect(crossOriginIsolated).toBe(true);
});

test("WebGPU offers an adapter", async () => {
  const adapter = await navigator.gpu?.requestAdapter();
  expect(adapter).toBeTruthy();
});

test("WebCodecs decodes what the page promises to read", async () => {
  const codecs = ["avc1.42001f", "vp8", "vp09.00.10.08", "av01.0.04M.08"];
  const answers = await Promise.all(codecs.map((codec) => VideoDecoder.isConfigSupported({ codec })));
  expect(answers.map(({ supported }) => supported)).toEqual(codecs.map(() => true));
});
