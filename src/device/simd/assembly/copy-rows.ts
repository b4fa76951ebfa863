/** Copies between arrays with different row strides, which joins, splits and slices tensors along any axis. */

/** Copies `rows` rows of `count` elements; rows start `toStep` and `fromStep` elements apart. */
export function copyRows(
  to: usize,
  toStep: usize,
  from: usize,
  fromStep: usize,
  count: usize,
  rows: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    copyElements(to + ((row * toStep) << 2), from + ((row * fromStep) << 2), count);
  }
}

/** From this many elements on, one call of the browser's own copy is faster than a loop. */
const MANY: usize = 256;

/** Copies `count` contiguous elements. */
export function copyElements(to: usize, from: usize, count: usize): void {
  const bytes = count << 2;
  if (count >= MANY) {
    memory.copy(to, from, bytes);
    return;
  }
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) v128.store(to + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<i32>(to + i, load<i32>(from + i));
}
