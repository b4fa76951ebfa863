/** Responses of other servers, and how failures are explained. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { fetchBlob, MAX_CLIP_BYTES } from "../../../src/app/fetch-blob.ts";
import { labError } from "../../support/lab-error.ts";

const URL_ASKED = "https://a.example/clip.mp4";
const ask = (signal = new AbortController().signal, url = URL_ASKED) => fetchBlob(url, signal);

function answer(make: () => Response | Promise<Response>) {
  const asked = vi.fn<typeof fetch>(() => Promise.resolve(make()));
  vi.stubGlobal("fetch", asked);
  return asked;
}

afterEach(() => void vi.unstubAllGlobals());

describe("fetchBlob", () => {
  test("returns the bytes, reports progress, and sends no cookies to other servers", async () => {
    const asked = answer(() => new Response("12345678", { headers: { "content-length": "8" } }));
    const steps: unknown[] = [];
    const blob = await fetchBlob(URL_ASKED, new AbortController().signal, (step) => steps.push(step));
    expect(await blob.text()).toBe("12345678");
    expect(steps.at(-1)).toEqual({ loaded: 8, total: 8 });
    expect(asked.mock.calls[0]![1]).toMatchObject({ credentials: "same-origin" });
  });

  test("names the header that a refusing server must send, and the workaround", async () => {
    answer(() => Promise.reject(new TypeError("Failed to fetch")));
    await expect(ask()).rejects.toEqual(
      labError("link", ["a.example", "Access-Control-Allow-Origin", "download the file and upload it"]),
    );
    await expect(ask(undefined, "/clips/a.mp4")).rejects.toEqual(labError("link", ["page’s server"]));
  });

  test.each([
    { status: 404, says: "no such file" },
    { status: 403, says: "does not allow public access" },
    { status: 500, says: "answered 500" },
  ])("explains status $status", async ({ status, says }) => {
    answer(() => new Response("no", { status }));
    await expect(ask()).rejects.toEqual(labError("link", [URL_ASKED, says]));
  });

  test("refuses a web page", async () => {
    answer(() => new Response("<p>", { headers: { "content-type": "text/html; charset=utf-8" } }));
    await expect(ask()).rejects.toEqual(labError("link", ["web page, not a video"]));
  });

  test("stops at the size limit, whether or not the server declares a length", async () => {
    answer(() => new Response("x", { headers: { "content-length": String(MAX_CLIP_BYTES + 1) } }));
    await expect(ask()).rejects.toEqual(labError("link", ["200 MB"]));
    answer(() => new Response("x", { headers: { "content-length": String(MAX_CLIP_BYTES) } }));
    expect((await ask()).size).toBe(1); // control
    const piece = new Uint8Array(MAX_CLIP_BYTES / 4);
    let pulls = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({ pull: (stream) => (pulls++, stream.enqueue(piece)) });
    answer(() => new Response(endless()));
    await expect(ask()).rejects.toEqual(labError("link", ["200 MB"]));
    expect(pulls).toBeLessThan(9);
  });

  test("explains an interrupted download; an aborted one is only cancelled", async () => {
    const broken = () => new ReadableStream({ pull: (stream) => stream.error(new Error("gone")) });
    answer(() => new Response(broken()));
    await expect(ask()).rejects.toEqual(labError("link", ["interrupted (gone)"]));
    const controller = new AbortController();
    answer(() => (controller.abort(), Promise.reject(new DOMException("aborted", "AbortError"))));
    await expect(ask(controller.signal)).rejects.toEqual(labError("cancelled"));
  });
});
