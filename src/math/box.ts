/** A rectangle, in whatever unit its holder names; it may lie partly or wholly outside the frame. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}
