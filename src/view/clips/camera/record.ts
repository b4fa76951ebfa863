/** Records a stream to a file that this browser can decode frame by frame. */
import { LabError } from "../../../base/errors.ts";

interface Recording {
  /** For MediaRecorder. */
  readonly mimeType: string;
  /** For VideoDecoder. */
  readonly codec: string;
  readonly ending: string;
}

/** Best first: small files from codecs that most machines encode fast enough. Safari records only MP4. */
const RECORDINGS: readonly Recording[] = [
  { mimeType: "video/webm;codecs=vp9", codec: "vp09.00.10.08", ending: "webm" },
  { mimeType: "video/webm;codecs=vp8", codec: "vp8", ending: "webm" },
  { mimeType: "video/mp4;codecs=avc1.42E01F", codec: "avc1.42E01F", ending: "mp4" },
  { mimeType: "video/mp4", codec: "avc1.42E01F", ending: "mp4" },
];

/** Returns a format that this browser can both record and decode; null if there is none. */
export async function pickRecording(): Promise<Pick<Recording, "mimeType" | "ending"> | null> {
  if (typeof MediaRecorder === "undefined" || typeof VideoDecoder === "undefined") return null;
  for (const recording of RECORDINGS) {
    if (!MediaRecorder.isTypeSupported(recording.mimeType)) continue;
    const { supported } = await VideoDecoder.isConfigSupported({ codec: recording.codec });
    if (supported === true) return recording;
  }
  return null;
}

/** Options of a recording. */
export interface RecordOptions {
  readonly mimeType: string;
  /** Length, milliseconds. */
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * Records a stream, which remains the caller's to stop.
 *
 * @throws {LabError} "cancelled" after an abort; "decode" when the recorder fails or records nothing, or the stream
 *   ends early.
 */
export function recordStream(stream: MediaStream, { mimeType, ms, signal }: RecordOptions): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: 2_500_000 });
    const parts: Blob[] = [];
    const stop = () => {
      if (recorder.state !== "inactive") recorder.stop();
    };
    let whole = false;
    const timer = setTimeout(() => {
      whole = true;
      stop();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
    recorder.addEventListener("dataavailable", ({ data }) => data.size > 0 && parts.push(data));
    recorder.addEventListener("error", () => {
      reject(new LabError("decode", "The browser could not record from this camera. Try again."));
    });
    recorder.addEventListener("stop", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      if (signal.aborted) reject(new LabError("cancelled", "The recording was stopped."));
      // A recorder also stops by itself when its camera does.
      else if (!whole)
        reject(new LabError("decode", "The camera stopped before the recording was finished. Try again."));
      else if (parts.length === 0) reject(new LabError("decode", "The recording is empty. Try again."));
      else resolve(new Blob(parts, { type: mimeType }));
    });
    recorder.start();
  });
}

/**
 * Waits for a number of milliseconds.
 *
 * @throws {LabError} "cancelled" as soon as the signal is aborted.
 */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(new LabError("cancelled", "The recording was stopped."));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
}
