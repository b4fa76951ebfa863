/** Loads and stores vectors at the end of a row, where fewer than four elements may be left. */

/** Loads the first `lanes` elements; from 4 on, all four. Other lanes are 0, and their memory is not read. */
export function loadLanes(from: usize, lanes: i32): v128 {
  if (lanes >= 4) return v128.load(from);
  let vector = v128.load32_zero(from);
  if (lanes > 1) vector = v128.load32_lane(from, vector, 1, 4);
  if (lanes > 2) vector = v128.load32_lane(from, vector, 2, 8);
  return vector;
}

/** Stores the first `lanes` elements; from 4 on, all four. */
export function storeLanes(to: usize, vector: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(to, vector);
    return;
  }
  v128.store32_lane(to, vector, 0);
  if (lanes > 1) v128.store32_lane(to, vector, 1, 4);
  if (lanes > 2) v128.store32_lane(to, vector, 2, 8);
}
