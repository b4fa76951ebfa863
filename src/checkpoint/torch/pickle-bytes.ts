/** A pickle's bytes, taken one after the other; lengths are compared with what is left before anything is made. */
import { LabError } from "../../base/errors.ts";

/** The bytes ended inside a pickle; whoever has more of the file can try again with them. */
export class PickleEndsEarly extends LabError {}

/** Longest whole number taken, in bytes and in digits. Seeds and identifiers are far shorter. */
const MOST_INTEGER_BYTES = 256;
/** Longest line of the old text form of numbers and memo places. */
const MOST_LINE_BYTES = 2 ** 20;

/** Reads forward. */
export class PickleBytes {
  private readonly view: DataView;

  /** @param from  names the file in messages. */
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private readonly from: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Moves over the next `length` bytes and says where they began. */
  private skip(length: number): number {
    const start = this.at;
    if (length > this.bytes.length - start) {
      throw new PickleEndsEarly(
        "weights",
        `${this.from}: its list of tensors ends early, at byte ${this.bytes.length} where ${start + length} are needed; ` +
          "the file is incomplete or damaged. Download or copy it again.",
      );
    }
    this.at = start + length;
    return start;
  }

  /** A view, not a copy. */
  take(length: number): Uint8Array {
    const start = this.skip(length);
    return this.bytes.subarray(start, this.at);
  }

  uint8(): number {
    return this.view.getUint8(this.skip(1));
  }

  uint16(): number {
    return this.view.getUint16(this.skip(2), true);
  }

  uint32(): number {
    return this.view.getUint32(this.skip(4), true);
  }

  int32(): number {
    return this.view.getInt32(this.skip(4), true);
  }

  /** A length of eight bytes; more than any file has comes out as more than any file has. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.skip(8), true));
  }

  /** Big-endian, as pickles have it. */
  float64(): number {
    return this.view.getFloat64(this.skip(8), false);
  }

  /** Two's complement, little-endian. */
  integer(length: number): number | bigint {
    if (length > MOST_INTEGER_BYTES) throw this.damaged(`a whole number of ${length} bytes`);
    const bytes = this.take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
    return narrow(BigInt.asIntN(8 * length, value));
  }

  /** Decimal digits, perhaps with Python 2's L behind them. */
  decimal(): number | bigint {
    const line = this.line().replace(/L$/, "");
    if (!/^[+-]?\d+$/.test(line) || line.length > MOST_INTEGER_BYTES)
      throw this.damaged(`the whole number "${line.slice(0, 20)}"`);
    return narrow(BigInt(line));
  }

  /** Bytes up to a line feed, as Latin-1, without it. */
  line(): string {
    const start = this.at;
    const end = this.bytes.subarray(0, start + MOST_LINE_BYTES).indexOf(0x0a, start);
    if (end < 0 && this.bytes.length - start >= MOST_LINE_BYTES) throw this.damaged("a line without end");
    const line = this.take(end < 0 ? this.bytes.length - start + 1 : end - start);
    this.skip(1);
    return latin1(line);
  }

  /** A line with Python's backslashes undone. */
  escapedLine(): string {
    return this.line().replace(ESCAPE, (_, ...groups: unknown[]) => {
      const [u, U, x, other] = groups.map((group) => (typeof group === "string" ? group : undefined));
      const hex = u ?? U ?? x;
      return hex === undefined
        ? (ESCAPES.get(other ?? "") ?? other ?? "")
        : String.fromCodePoint(parseInt(hex, 16));
    });
  }

  /** Text; bytes that are no UTF-8 become the replacement sign. */
  utf8(length: number): string {
    return UTF8.decode(this.take(length));
  }

  /** Python 2's text of bytes: UTF-8 where it is that, else Latin-1. */
  bytesAsText(length: number): string {
    const bytes = this.take(length);
    try {
      return STRICT_UTF8.decode(bytes);
    } catch {
      return latin1(bytes);
    }
  }

  /** An error that says what is odd at this place. */
  damaged(what: string): LabError {
    return new LabError(
      "weights",
      `${this.from}: its list of tensors has ${what} at byte ${this.at}; the file is damaged, or not written by torch.save.`,
    );
  }
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
const STRICT_UTF8 = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
/** Characters converted at once: more would not fit the arguments of one call. */
const CHUNK = 4096;

/** \uXXXX, \U00XXXXXX up to the last code point, \xXX, or any one character. */
const ESCAPE = /\\(?:u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4})|x([\da-fA-F]{2})|(.))/g;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** Not `TextDecoder("latin1")`, which is Windows-1252. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/** As a plain number where that is exact. */
function narrow(value: bigint): number | bigint {
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : value;
}
