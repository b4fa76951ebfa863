/** A mask at a glance: one bar per frame, as high as its value, in the accent colour if perturbed. */
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
import { formatRuns } from "../../base/format.ts";

/** Height of the drawing, and gap between bars, in widths of a frame. */
const HEIGHT = 4;
const GAP = 0.16;
/** Smallest height of a bar, so that unperturbed frames are visible too. */
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
