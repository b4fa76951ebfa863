/** Values over steps as an SVG path. */

/** A drawing area: `top` is the value at its upper edge, 0 lies on the lower one. */
export interface TraceBox {
  readonly width: number;
  readonly height: number;
  readonly top: number;
}

/** Path data through all values, first at the left edge and last at the right one; empty for fewer than two. */
export function tracePath(values: readonly number[], { width, height, top }: TraceBox): string {
  if (values.length < 2) return "";
  const points = values.map((value, step) => {
    const x = (step / (values.length - 1)) * width;
    const y = (1 - value / top) * height;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}
