/** Reads bytes in order, and the fields of protocol buffers, from data that may be damaged. */

/** Thrown for bytes that are damaged or of an unsupported kind. Code that knows the file turns it into a LabError. */
export class UnreadableBytes extends Error {
  constructor(
    what: string,
    /** Advice to the user: a sentence. */
    readonly remedy = "Copy or download it again.",
  ) {
    super(what);
  }
}

/** A position in a sequence of bytes. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** True if all bytes have been read. */
  get done(): boolean {
    return this.at === this.bytes.length;
  }

  /** Reads a little-endian base-128 number. @throws {UnreadableBytes} if it exceeds 2^53 - 1 or the bytes end early. */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new UnreadableBytes("a number is incomplete");
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new UnreadableBytes("a number is too large");
      if (byte < 0x80) return value;
      if (scale > Number.MAX_SAFE_INTEGER) throw new UnreadableBytes("a number is too long");
    }
  }

  /** Reads 32 bits, unsigned, little-endian. @throws {UnreadableBytes} if the bytes end early. */
  fixed32(): number {
    const four = this.take(4);
    return new DataView(four.buffer, four.byteOffset, 4).getUint32(0, true);
  }

  /** Returns a view of the next `count` bytes. @throws {UnreadableBytes} if there are fewer. */
  take(count: number): Uint8Array {
    if (count > this.bytes.length - this.at) {
      throw new UnreadableBytes(
        `${count} bytes should follow, but only ${this.bytes.length - this.at} are left`,
      );
    }
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}

/** One field of a protocol buffer. */
export interface Field {
  readonly number: number;
  /** Value: a number for varint and fixed32, else the bytes. */
  readonly value: number | Uint8Array;
}

/**
 * Yields the fields of one message, in order. Refuses groups, which proto3 does not have.
 *
 * @see protobuf.dev/programming-guides/encoding
 * @throws {UnreadableBytes} if the bytes are not a message.
 */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const reader = new ByteReader(message);
  while (!reader.done) {
    const tag = reader.varint();
    const number = Math.floor(tag / 8);
    const value = valueOf(reader, tag % 8);
    yield { number, value };
  }
}

function valueOf(reader: ByteReader, wireType: number): number | Uint8Array {
  switch (wireType) {
    case 0:
      return reader.varint();
    case 1:
      return reader.take(8);
    case 2:
      return reader.take(reader.varint());
    case 5:
      return reader.fixed32();
    default:
      throw new UnreadableBytes(`a field has the unknown type ${wireType}`);
  }
}
