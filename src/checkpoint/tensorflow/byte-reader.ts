/** Reading along bytes that may be damaged, and the fields of protocol buffers in them. */

/** Thrown for bytes that are damaged, or not of a kind that is read here; whoever knows the file makes a LabError of it. */
export class UnreadableBytes extends Error {
  constructor(
    what: string,
    /** What its owner can do. */
    readonly remedy = "Copy or download it again.",
  ) {
    super(what);
  }
}

/** A place in some bytes. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Whether all has been read. */
  get done(): boolean {
    return this.at === this.bytes.length;
  }

  /** A little-endian base-128 number. @throws {UnreadableBytes} over 2^53, or where the bytes end in it. */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new UnreadableBytes("a number is cut short");
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new UnreadableBytes("a number is too large");
      if (byte < 0x80) return value;
      if (scale > Number.MAX_SAFE_INTEGER) throw new UnreadableBytes("a number is too long");
    }
  }

  /** 32 bits, unsigned, little-endian. @throws {UnreadableBytes} where the bytes end in it. */
  fixed32(): number {
    const four = this.take(4);
    return new DataView(four.buffer, four.byteOffset, 4).getUint32(0, true);
  }

  /** A view of the next bytes. @throws {UnreadableBytes} where there are not so many. */
  take(count: number): Uint8Array {
    if (count > this.bytes.length - this.at) {
      throw new UnreadableBytes(`${count} bytes should follow where ${this.bytes.length - this.at} are left`);
    }
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}

/** One field of a protocol buffer: its number, and its value as its wire type gives it. */
export interface Field {
  readonly number: number;
  /** A varint or fixed32 as a number; anything else as its bytes. */
  readonly value: number | Uint8Array;
}

/**
 * The fields of one message, in order; groups, which proto3 does not have, are refused.
 *
 * @see protobuf.dev/programming-guides/encoding
 * @throws {UnreadableBytes} where they are no message.
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
