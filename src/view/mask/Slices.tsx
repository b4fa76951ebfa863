/** A spatiotemporal mask seen from above and from the side, below its frames. */
import { useEffect, useRef } from "react";
import { gridOf } from "../../math/mask.ts";
import type { SpatiotemporalMask } from "../../math/spatiotemporal-mask.ts";
import { shownMask } from "../../state/derived.ts";
import { useLab, useLane } from "../../state/use-lab.ts";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { Term } from "../terms/Term.tsx";
import { slicePixels, type SliceAxis } from "./slice-pixels.ts";

/** @param T  frames of the clip; a grid with another number is about to be replaced and not shown. */
export function Slices({ T }: { readonly T: number }) {
  const grid = gridOf(useLane(shownMask));
  const label = useLaneLabel();
  if (grid === null || grid.T !== T) return null;
  return (
    <div className="slices" role="group" aria-label={label("Space-time slices")}>
      <p className="slices-title">
        <Term name="slices">Space-time slices</Term>
      </p>
      <Slice grid={grid} axis="across" name="From above" ends={["left", "right"]} />
      <Slice grid={grid} axis="down" name="From the side" ends={["top", "bottom"]} />
    </div>
  );
}

interface SliceProps {
  readonly grid: SpatiotemporalMask;
  readonly axis: SliceAxis;
  readonly name: string;
  /** Labels of the upper and the lower edge. */
  readonly ends: readonly [string, string];
}

function Slice({ grid, axis, name, ends }: SliceProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useLab(({ player }) => player.frame);
  const cells = axis === "across" ? grid.w : grid.h;
  useEffect(() => {
    const picture = new ImageData(slicePixels(grid, axis), grid.T, cells);
    canvas.current?.getContext("2d")?.putImageData(picture, 0, 0);
  }, [grid, axis, cells]);
  return (
    <div className="slice">
      <canvas
        ref={canvas}
        width={grid.T}
        height={cells}
        role="img"
        aria-label={`${name}: frames across, ${ends[0]} to ${ends[1]} down`}
      />
      <span className="slice-end">{ends[0]}</span>
      <span className="slice-end slice-end-last">{ends[1]}</span>
      <span className="slice-cursor" style={{ "--count": grid.T, "--frame": frame }} aria-hidden="true" />
    </div>
  );
}
