/**
 * Downloads a clip, from the page's own server or from an `https:` address, and says in plain words what went wrong:
 * browsers tell a page little about a foreign server that does not want to be read.
 */
import { asLabError, LabError } from "../base/errors.ts";
import type { LoadProgress } from "../worker/protocol.ts";

/** Most bytes of one clip: a minute from a phone. More would fill the memory of a small machine. */
export const MAX_CLIP_BYTES = 200_000_000;

const INSTEAD = "Or download the file and upload it here.";

/**
 * The bytes at an address. No cookies go to other servers, and they must allow the page to read their answer (CORS),
 * which cross-origin isolation asks for too.
 *
 * @param onProgress  called as bytes arrive.
 * @throws {LabError} "link" naming the address, why it cannot be had and what to do; "cancelled" after an abort.
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
    throw new LabError("link", `${url}: the download broke off (${message}). Try again. ${INSTEAD}`, {
      cause: error,
    });
  }
}

/** `fetch` gives one and the same error for a server that is away and for one that does not let the page read. */
function unreachable(url: string, cause: unknown): LabError {
  const { origin, host } = new URL(url, location.href);
  const why = !navigator.onLine
    ? "this machine is offline. Connect it, then try again."
    : origin === location.origin
      ? "the page’s server did not answer. Try again."
      : `${host} could not be reached, or does not allow other pages to read the file. To allow it, that server ` +
        `must send the header “Access-Control-Allow-Origin: *” with it (CORS). ${INSTEAD}`;
  return new LabError("link", `${url}: ${why}`, { cause });
}

function checkAnswer(url: string, response: Response): void {
  const told = (why: string) => new LabError("link", `${url}: ${why} ${INSTEAD}`);
  const { status, statusText } = response;
  if (status === 404 || status === 410) {
    throw told(`there is no such file on the server (${status}). Check the address.`);
  }
  if (status === 401 || status === 403) {
    throw told(`the server does not give this file to everybody (${status}).`);
  }
  if (!response.ok) throw told(`the server answered ${`${status} ${statusText}`.trim()}. Try again later.`);
  if (/^text\/html\b/i.test(response.headers.get("content-type") ?? "")) {
    throw told("it is a web page, not a video. Give the address of the video file itself.");
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
    // A compressed answer tells its length before it is unpacked.
    onProgress({ loaded, total: loaded > total ? 0 : total });
  }
}

function tooLarge(url: string): LabError {
  const most = MAX_CLIP_BYTES / 1e6;
  return new LabError(
    "link",
    `${url}: it is larger than ${most} MB, the most that is fetched. Cut a few seconds out of it and upload those.`,
  );
}
