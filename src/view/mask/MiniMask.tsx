/** A mask at a glance: one bar a frame, as high as its value, in the accent colour where the frame is perturbed. */
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
import { formatRuns } from "../format.ts";

/** Of the drawing, in units of one frame's width. */
const HEIGHT = 4;
const GAP = 0.16;
/** A frame that is left alone still has a mark. */
const LEAST = 0.5;

export function MiniMask({ mask }: { readonly mask: readonly number[] }) {
  const runs = maskRuns(mask, SHOWN_ON);
  return (
    <svg
      className="mini-mask"
      viewBox={`0 0 ${mask.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={runs.length === 0 ? "No frame perturbed" : `Perturbed: ${formatRuns(runs)}`}
    >
      {mask.map((m, t) => {
        const height = Math.max(LEAST, m * HEIGHT);
        return (
          <rect
            key={t}
            className={m > SHOWN_ON ? "mini-on" : undefined}
            x={t + GAP / 2}
            y={HEIGHT - height}
            width={1 - GAP}
            height={height}
          />
        );
      })}
    </svg>
  );
}
