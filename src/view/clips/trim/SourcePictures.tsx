/** Draws the thumbnails of the whole source. */
import { useEffect, useMemo, useRef } from "react";
import type { SourceStrip } from "../../../worker/protocol.ts";
import { drawFilmstrip } from "../../player/draw-filmstrip.ts";
import { createFramePainter } from "../../player/frame-painter.ts";
import { useSize } from "../../hooks/use-size.ts";

export function SourcePictures({ strip }: { readonly strip: SourceStrip | null }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const painter = useMemo(() => (strip === null ? null : createFramePainter(strip.frames)), [strip]);
  useEffect(() => {
    if (canvas.current !== null && painter !== null && size.width > 0) {
      drawFilmstrip(canvas.current, painter, size);
    }
  }, [painter, size]);
  return <canvas ref={canvas} className="trim-pictures" aria-hidden="true" />;
}
