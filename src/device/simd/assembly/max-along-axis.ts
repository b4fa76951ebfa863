/**
 * Finds maxima over windows along one axis, and their places. Three passes, width first, pool a clip.
 *
 * Comparisons are `value > largest`: among equal values the first wins, and NaN neither replaces a maximum nor is
 * replaced by one.
 */

/**
 * Reduces [outer, length, inner] to [outer, out, inner], ignoring window positions outside the axis.
 *
 * @param places    Place of each value; or 0, if a value's place is `first` plus its position.
 * @param toPlaces  Output: the places of the maxima.
 */
export function maxAlongAxis(
  values: usize,
  places: usize,
  first: i32,
  to: usize,
  toPlaces: usize,
  outer: i32,
  length: i32,
  out: i32,
  inner: i32,
  window: i32,
  stride: i32,
  before: i32,
): void {
  const row = (<usize>inner) << 2;
  for (let o = 0; o < outer; o++) {
    for (let position = 0; position < out; position++) {
      const start = position * stride - before;
      const begin = max(start, 0);
      const taps = min(start + window, length) - begin;
      const from = o * length + begin;
      const offset = <usize>from * row;
      if (places == 0) maxOfOwnRows(values + offset, first + from * inner, to, toPlaces, inner, taps);
      else maxOfRows(values + offset, places + offset, to, toPlaces, row, taps);
      to += row;
      toPlaces += row;
    }
  }
}

/** Computes the elementwise maximum of `taps` consecutive rows of `row` bytes, and its places. */
function maxOfRows(values: usize, places: usize, to: usize, toPlaces: usize, row: usize, taps: i32): void {
  const whole = row & ~15;
  const end = <usize>taps * row;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    let largest = v128.load(values + i);
    let place = v128.load(places + i);
    for (let at = i + row; at < end; at += row) {
      const value = v128.load(values + at);
      place = v128.bitselect(v128.load(places + at), place, f32x4.gt(value, largest));
      largest = f32x4.pmax(largest, value);
    }
    v128.store(to + i, largest);
    v128.store(toPlaces + i, place);
  }
  for (; i < row; i += 4) {
    const best = largestOf(values, i, row, end);
    store<i32>(to + i, load<i32>(values + best));
    store<i32>(toPlaces + i, load<i32>(places + best));
  }
}

/** Does the same as `maxOfRows` if a value's place is `first` plus its position. */
function maxOfOwnRows(values: usize, first: i32, to: usize, toPlaces: usize, inner: i32, taps: i32): void {
  const row = (<usize>inner) << 2;
  const whole = row & ~15;
  const end = <usize>taps * row;
  const step = i32x4.splat(inner);
  let i: usize = 0;
  for (; i < whole; i += 16) {
    let largest = v128.load(values + i);
    let own = i32x4.add(i32x4.splat(first + <i32>(i >> 2)), i32x4(0, 1, 2, 3));
    let place = own;
    for (let at = i + row; at < end; at += row) {
      const value = v128.load(values + at);
      own = i32x4.add(own, step);
      place = v128.bitselect(own, place, f32x4.gt(value, largest));
      largest = f32x4.pmax(largest, value);
    }
    v128.store(to + i, largest);
    v128.store(toPlaces + i, place);
  }
  for (; i < row; i += 4) {
    const best = largestOf(values, i, row, end);
    store<i32>(to + i, load<i32>(values + best));
    store<i32>(toPlaces + i, first + <i32>(best >> 2));
  }
}

/** Returns the byte offset of the first largest value among those at i, i + row, and so on before `end`. */
function largestOf(values: usize, i: usize, row: usize, end: usize): usize {
  let best = i;
  for (let at = i + row; at < end; at += row) {
    if (load<f32>(values + at) > load<f32>(values + best)) best = at;
  }
  return best;
}
