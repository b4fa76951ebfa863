/** What every kind of opened file offers to `decode.ts`: a size, a length, and pictures at chosen times. */

/** One picture of a source. Valid until the next one is asked for; its source closes it. */
export interface Picture {
  /** When it is first shown, seconds from the source's start. */
  readonly startS: number;
  /** Drawn at the size that was asked for it is upright and undistorted. May be transparent. */
  readonly image: CanvasImageSource;
}

/** An opened file or set of files. All times are in seconds from its first picture. */
export interface PictureSource {
  /** Upright size in square pixels. */
  readonly width: number;
  readonly height: number;
  /** When the last picture ends; 0 for a still. */
  readonly durationS: number;
  /** Start times of the pictures that start in the range, ascending; may stop once there are more than `limit`. */
  frameStarts(startS: number, endS: number, limit: number): Promise<number[]>;
  /**
   * The picture shown at each time, one after another; the same one again where two times share it.
   *
   * @param timesS  ascending.
   * @param size    what the pictures will be drawn at; a source may scale to it early to save memory.
   * @throws {LabError} "decode" at the first picture that is damaged or missing.
   */
  pictures(timesS: readonly number[], size: { width: number; height: number }): AsyncGenerator<Picture, void>;
  /** Frees decoders and readers. */
  close(): void;
}
