/** Reads a pickle's bytes in order. Lengths are checked against the bytes left before anything is allocated. */
import { LabError } from "../../base/errors.ts";

/** Thrown when the bytes end inside a pickle; a caller with more of the file can try again. */
export class PickleEndsEarly extends LabError {}

/** Longest whole number accepted, in bytes and in digits. Seeds and identifiers are far shorter. */
const MOST_INTEGER_BYTES = 256;
/** Longest line accepted in the old text form of numbers, strings and memo places. */
const MOST_LINE_BYTES = 2 ** 20;

/** The bytes of a pickle, and the position of the next one to read. Multi-byte numbers are little-endian unless noted. */
export class PickleBytes {
  private readonly view: DataView;

  /** @param from  Names the file in messages. */
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private readonly from: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Moves past the next `length` bytes and returns their offset. */
  private skip(length: number): number {
    const start = this.at;
    if (length > this.bytes.length - start) {
      throw new PickleEndsEarly(
        "weights",
        `${this.from}: its list of tensors ends early, at byte ${this.bytes.length}, but ${start + length} are needed; ` +
          "the file is incomplete or damaged. Download or copy it again.",
      );
    }
    this.at = start + length;
    return start;
  }

  /** Returns the next bytes as a view, not a copy. */
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

  /** Reads a length of eight bytes. Values above 2^53 lose precision, but stay above any file's size. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.skip(8), true));
  }

  /** Reads a big-endian number, as pickles write it. */
  float64(): number {
    return this.view.getFloat64(this.skip(8), false);
  }

  /** Reads a whole number in two's complement, little-endian. */
  integer(length: number): number | bigint {
    if (length > MOST_INTEGER_BYTES) throw this.damaged(`a whole number of ${length} bytes`);
    const bytes = this.take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
    return narrow(BigInt.asIntN(8 * length, value));
  }

  /** Reads a line of decimal digits, possibly followed by Python 2's L. */
  decimal(): number | bigint {
    const line = this.line().replace(/L$/, "");
    if (!/^[+-]?\d+$/.test(line) || line.length > MOST_INTEGER_BYTES)
      throw this.damaged(`the whole number "${line.slice(0, 20)}"`);
    return narrow(BigInt(line));
  }

  /** Reads the bytes up to a line feed as Latin-1; returns them without it. */
  line(): string {
    const start = this.at;
    const end = this.bytes.subarray(0, start + MOST_LINE_BYTES).indexOf(0x0a, start);
    if (end < 0 && this.bytes.length - start >= MOST_LINE_BYTES) throw this.damaged("a line without end");
    const line = this.take(end < 0 ? this.bytes.length - start + 1 : end - start);
    this.skip(1);
    return latin1(line);
  }

  /** Reads a line and resolves Python's backslash escapes. */
  escapedLine(): string {
    return this.line().replace(ESCAPE, (_, ...groups: unknown[]) => {
      const [u, U, x, other] = groups.map((group) => (typeof group === "string" ? group : undefined));
      const hex = u ?? U ?? x;
      return hex === undefined
        ? (ESCAPES.get(other ?? "") ?? other ?? "")
        : String.fromCodePoint(parseInt(hex, 16));
    });
  }

  /** Reads UTF-8 text; invalid bytes become the replacement character. */
  utf8(length: number): string {
    return UTF8.decode(this.take(length));
  }

  /** Reads a Python 2 string of bytes, as UTF-8 if valid, else as Latin-1. */
  bytesAsText(length: number): string {
    const bytes = this.take(length);
    try {
      return STRICT_UTF8.decode(bytes);
    } catch {
      return latin1(bytes);
    }
  }

  /** Returns an error that says what is wrong at this place. */
  damaged(what: string): LabError {
    return new LabError(
      "weights",
      `${this.from}: its list of tensors has ${what} at byte ${this.at}; the file is damaged or was not written by torch.save.`,
    );
  }
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
const STRICT_UTF8 = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
/** Number of characters converted at once, which limits the arguments of a call. */
const CHUNK = 4096;

/** A backslash followed by uXXXX, U00XXXXXX up to the last code point, xXX, or any one character. */
const ESCAPE = /\\(?:u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4})|x([\da-fA-F]{2})|(.))/g;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** Decodes Latin-1. `TextDecoder("latin1")` would decode Windows-1252. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

/** Returns a plain number if that is exact, else the bigint. */
function narrow(value: bigint): number | bigint {
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : value;
}
