/** A file that claims to be huge, for code that must not read it whole. */

/** A file of 3 GB of zeros except at its start and end; counts the bytes read. */
export class HugeFile extends File {
  bytesRead = 0;

  constructor(
    private readonly start: Uint8Array,
    name: string,
    private readonly ending: Uint8Array = new Uint8Array(0),
  ) {
    super([], name);
  }

  override get size(): number {
    return 3 * 2 ** 30;
  }

  override slice(from = 0, to = this.size): Blob {
    this.bytesRead += to - from;
    const part = new Uint8Array(to - from);
    part.set(this.start.subarray(from, to));
    const endingAt = this.size - this.ending.length;
    const visible = this.ending.subarray(Math.max(0, from - endingAt), Math.max(0, to - endingAt));
    if (visible.length > 0) part.set(visible, Math.max(0, endingAt - from));
    return new Blob([part]);
  }
}
