/** Series over steps as stacked SVG areas. */

/**
 * Returns SVG path data, one closed area per series, the first one at the bottom.
 *
 * @param series  values >= 0; all of the same length, at least 2.
 * @param top     total that reaches the upper edge, above 0.
 */
export function stackedAreas(
  series: readonly (readonly number[])[],
  { width, height, top }: { readonly width: number; readonly height: number; readonly top: number },
): readonly string[] {
  const count = series[0]?.length ?? 0;
  const point = (at: number, value: number) =>
    `${((at / (count - 1)) * width).toFixed(2)} ${((1 - value / top) * height).toFixed(2)}`;
  let below = new Array<number>(count).fill(0);
  return series.map((values) => {
    const above = below.map((sum, at) => sum + values[at]!);
    const there = above.map((value, at) => point(at, value));
    const back = below.map((value, at) => point(at, value)).reverse();
    below = above;
    return `M${there.join("L")}L${back.join("L")}Z`;
  });
}
