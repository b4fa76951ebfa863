/** Interface of every opened file for `decode.ts`: a size, a length, and pictures at chosen times. */

/** One picture of a source. Valid until the next one is requested; the source closes it. */
export interface Picture {
  /** Time when it is first shown, in seconds from the source's start. */
  readonly startS: number;
  /** Upright and undistorted when drawn at the requested size. May be transparent. */
  readonly image: CanvasImageSource;
}

/** An opened file or set of files. All times are in seconds from its first picture. */
export interface PictureSource {
  /** Upright size in square pixels. */
  readonly width: number;
  readonly height: number;
  /** End of the last picture; 0 for a still. */
  readonly durationS: number;
  /** Returns the start times in the range, ascending; may stop once there are more than `limit`. */
  frameStarts(startS: number, endS: number, limit: number): Promise<number[]>;
  /**
   * Yields the picture shown at each time; two times that share a picture get it twice.
   *
   * @param timesS  ascending.
   * @param size    size at which the pictures will be drawn; a source may scale to it early to save memory.
   * @throws {LabError} "decode" at the first picture that is damaged or missing.
   */
  pictures(timesS: readonly number[], size: { width: number; height: number }): AsyncGenerator<Picture, void>;
  /** Frees decoders and readers. */
  close(): void;
}
