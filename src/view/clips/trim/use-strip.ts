/** Small pictures of the source of the clip on the page. */
import { useEffect, useRef, useState } from "react";
import type { ClipOnPage } from "../../../state/lab-state.ts";
import { useActions } from "../../../state/use-lab.ts";
import type { SourceStrip } from "../../../worker/protocol.ts";

/** Pictures in a strip: as many as stay recognisable at the width of the narrowest panel. */
const COUNT = 8;

/** Null until they are there, and where they cannot be had: the clip itself was decoded, so handles do without. */
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
    // Another part of the same files needs no other strip.
  }, [files, stripOfClip]);
  return strip;
}
