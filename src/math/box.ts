/** A rectangle, in the unit that its holder names; may lie partly or wholly outside the frame. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}
