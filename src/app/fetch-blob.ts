/**
 * Downloads a clip from the page's own server or an `https:` address, and explains failures in plain words: browsers
 * reveal little about another server that does not allow the page to read it.
 */
import { asLabError, LabError } from "../base/errors.ts";
import type { LoadProgress } from "../worker/protocol.ts";

/** Largest clip, bytes: about a minute from a phone. More would fill the memory of a small machine. */
export const MAX_CLIP_BYTES = 200_000_000;

const INSTEAD = "Or download the file and upload it here.";

/**
 * Returns the bytes at an address. Other servers get no cookies, and must allow the page to read their response (CORS),
 * which cross-origin isolation requires too.
 *
 * @param onProgress  called as bytes arrive.
 * @throws {LabError} "link" naming the address, the reason and the remedy; "cancelled" after an abort.
 */
export async function fetchBlob(
  url: string,
  signal: AbortSignal,
  onProgress: (progress: LoadProgress) => void = () => undefined,
): Promise<Blob> {
  try {
    const response = await fetch(url, { signal, credentials: "same-origin" }).catch((cause: unknown) => {
      throw unreachable(url, cause);
    });
    checkAnswer(url, response);
    return await readAll(url, response, onProgress);
  } catch (error) {
    if (signal.aborted) throw new LabError("cancelled", `${url}: cancelled.`, { cause: error });
    if (error instanceof LabError) throw error;
    const { message } = asLabError(error, "link");
    throw new LabError("link", `${url}: the download was interrupted (${message}). Try again. ${INSTEAD}`, {
      cause: error,
    });
  }
}

/** Explains a rejected `fetch`, which looks the same for an unreachable server and for one that refuses this page. */
function unreachable(url: string, cause: unknown): LabError {
  const { origin, host } = new URL(url, location.href);
  const why = !navigator.onLine
    ? "this machine is offline. Connect it, then try again."
    : origin === location.origin
      ? "the page’s server did not respond. Try again."
      : `${host} could not be reached, or does not allow other pages to read the file. To allow it, the server ` +
        `must send the header “Access-Control-Allow-Origin: *” (CORS). ${INSTEAD}`;
  return new LabError("link", `${url}: ${why}`, { cause });
}

function checkAnswer(url: string, response: Response): void {
  const failure = (why: string) => new LabError("link", `${url}: ${why} ${INSTEAD}`);
  const { status, statusText } = response;
  if (status === 404 || status === 410) {
    throw failure(`the server has no such file (${status}). Check the address.`);
  }
  if (status === 401 || status === 403) {
    throw failure(`the server does not allow public access to this file (${status}).`);
  }
  if (!response.ok)
    throw failure(`the server answered ${`${status} ${statusText}`.trim()}. Try again later.`);
  if (/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) {
    throw failure("this is a web page, not a video. Use the address of the video file itself.");
  }
}

async function readAll(
  url: string,
  response: Response,
  onProgress: (progress: LoadProgress) => void,
): Promise<Blob> {
  const total = Number(response.headers.get("content-length") ?? 0);
  const type = response.headers.get("content-type") ?? "";
  if (response.body === null) return response.blob();
  const reader = response.body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let loaded = 0; ;) {
    if (Math.max(loaded, total) > MAX_CLIP_BYTES) {
      void reader.cancel();
      throw tooLarge(url);
    }
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type });
    parts.push(value);
    loaded += value.length;
    // For a compressed response, Content-Length is the compressed size.
    onProgress({ loaded, total: loaded > total ? 0 : total });
  }
}

function tooLarge(url: string): LabError {
  const most = MAX_CLIP_BYTES / 1e6;
  return new LabError(
    "link",
    `${url}: the file is larger than ${most} MB, the limit for downloads. Cut out a few seconds and upload those.`,
  );
}
