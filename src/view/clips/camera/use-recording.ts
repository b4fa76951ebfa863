/** Takes a recording from the press of the button to a file: countdown, recording, interruptions. */
import { useCallback, useEffect, useRef, useState } from "react";
import { asLabError } from "../../../base/errors.ts";
import { CANNOT_RECORD } from "./camera-problem.ts";
import { pause, pickRecording, recordStream } from "./record.ts";

/** Length of a recording, seconds. */
export const RECORD_S = 3;
/** Countdown before it, seconds. */
const COUNT_S = 3;

/** Phase of a recording. */
export type RecordingPhase =
  /** `note` says why there is no recording; null before the first attempt. */
  | { readonly kind: "idle"; readonly note: string | null }
  | { readonly kind: "counting"; readonly left: number }
  | { readonly kind: "recording" }
  | { readonly kind: "recorded"; readonly file: File; readonly url: string };

/** The phase, and the functions that change it. */
export interface RecordingControls {
  readonly phase: RecordingPhase;
  readonly start: (stream: MediaStream) => Promise<void>;
  /** Ends the countdown or recording, or discards the recording. */
  readonly drop: () => void;
}

const IDLE: RecordingPhase = { kind: "idle", note: null };

/**
 * Returns the phase and its controls.
 *
 * @param live  whether the camera gives a picture; if it stops, the recording ends.
 */
export function useRecording(live: boolean): RecordingControls {
  const [phase, setPhase] = useState<RecordingPhase>(IDLE);
  const running = useRef<AbortController | null>(null);
  const count = useRef(0);

  const stop = useCallback((note: string | null) => {
    if (running.current === null) return;
    running.current.abort();
    running.current = null;
    setPhase({ kind: "idle", note });
  }, []);

  const start = useCallback(async (stream: MediaStream) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    try {
      const form = await pickRecording();
      if (form === null)
        return setPhase({ kind: "idle", note: `${CANNOT_RECORD.what} ${CANNOT_RECORD.todo}` });
      for (let left = COUNT_S; left > 0; left--) {
        if (!signal.aborted) setPhase({ kind: "counting", left });
        await pause(1000, signal);
      }
      setPhase({ kind: "recording" });
      const blob = await recordStream(stream, { mimeType: form.mimeType, ms: 1000 * RECORD_S, signal });
      const name = `Recording ${++count.current}.${form.ending}`;
      setPhase({ kind: "recorded", file: new File([blob], name), url: URL.createObjectURL(blob) });
    } catch (error) {
      // After an abort, `stop` has already set the note.
      if (!signal.aborted) setPhase({ kind: "idle", note: asLabError(error, "decode").message });
    } finally {
      if (running.current === controller) running.current = null;
    }
  }, []);

  const drop = useCallback(() => {
    stop(null);
    setPhase(IDLE);
  }, [stop]);

  useEffect(() => {
    if (!live) stop(null);
  }, [live, stop]);

  useEffect(() => {
    const onHidden = () => {
      // Browsers slow down a hidden page, and may take the camera away from it.
      if (document.hidden) stop("The recording was stopped because this tab was hidden. Record again.");
    };
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      document.removeEventListener("visibilitychange", onHidden);
      running.current?.abort();
    };
  }, [stop]);

  const url = phase.kind === "recorded" ? phase.url : null;
  useEffect(() => {
    if (url !== null) return () => URL.revokeObjectURL(url);
  }, [url]);

  return { phase, start, drop };
}
