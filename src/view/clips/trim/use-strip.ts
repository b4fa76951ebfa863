/** Thumbnails of the current clip's source. */
import { useEffect, useRef, useState } from "react";
import type { ClipOnPage } from "../../../state/lab-state.ts";
import { useActions } from "../../../state/use-lab.ts";
import type { SourceStrip } from "../../../worker/protocol.ts";

/** Pictures in a strip: the most that stay recognisable in the narrowest panel. */
const COUNT = 8;

/** Returns the thumbnails; null until they are ready, or if they cannot be made: the handles work without them. */
export function useStrip(onPage: ClipOnPage): SourceStrip | null {
  const { stripOfClip } = useActions();
  const [strip, setStrip] = useState<SourceStrip | null>(null);
  const latest = useRef(onPage);
  useEffect(() => {
    latest.current = onPage;
  });
  const { files } = onPage;
  useEffect(() => {
    const controller = new AbortController();
    stripOfClip(latest.current, COUNT, controller.signal).then(setStrip, () => setStrip(null));
    return () => controller.abort();
    // Another part of the same files does not need a new strip.
  }, [files, stripOfClip]);
  return strip;
}
