/**
 * Small codecs for plain data in bytes, and ways to combine them. Numbers are little-endian. Each codec checks bounds
 * when writing and when reading, so that it never writes what it could not read.
 */
import { LabError } from "../base/errors.ts";

/** Writes and reads one kind of value; reading reverses writing. */
export interface Codec<V> {
  /** @throws {LabError} "link" for a value out of bounds. */
  write(to: ByteWriter, value: V): void;
  /** @throws {LabError} "link" if the bytes end early or encode a value out of bounds. */
  read(from: ByteReader): V;
}

/** Collects bytes. */
export class ByteWriter {
  private readonly parts: Uint8Array[] = [];

  /** Appends a copy of the bytes. */
  put(bytes: ArrayLike<number>): void {
    this.parts.push(Uint8Array.from(bytes));
  }

  /** Returns everything put so far, in order, as a new array. */
  bytes(): Uint8Array {
    const whole = new Uint8Array(this.parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/** Reads bytes in order. */
export class ByteReader {
  private at = 0;

  constructor(private readonly whole: Uint8Array) {}

  /** Returns the next `length` bytes as a new array. @throws {LabError} "link" if there are fewer. */
  take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.whole.length) {
      throw new LabError("link", `link: it ends after ${this.whole.length} bytes where ${end} are needed.`);
    }
    const bytes = this.whole.slice(this.at, end);
    this.at = end;
    return bytes;
  }

  /** Number of bytes not yet taken. */
  get left(): number {
    return this.whole.length - this.at;
  }
}

function refuse(what: string, got: unknown, expected: string): never {
  throw new LabError("link", `link: ${what} is ${String(got)}; ${expected}.`);
}

/** Returns a codec that also checks a condition on the value, when writing and when reading. */
export function checked<V>(
  codec: Codec<V>,
  holds: (value: V) => boolean,
  what: string,
  expected: string,
): Codec<V> {
  const check = (value: V): V => (holds(value) ? value : refuse(what, value, expected));
  return {
    write: (to, value) => codec.write(to, check(value)),
    read: (from) => check(codec.read(from)),
  };
}

/** Codec of whole numbers in `width` bytes, 0 <= value < 256^width. */
export function uint(width: 1 | 2 | 4, what: string): Codec<number> {
  const limit = 256 ** width;
  return {
    write(to, value) {
      if (!Number.isInteger(value) || value < 0 || value >= limit) {
        refuse(what, value, `it must be a whole number from 0 to ${limit - 1}`);
      }
      to.put(Array.from({ length: width }, (_, byte) => Math.floor(value / 256 ** byte) % 256));
    },
    read: (from) => from.take(width).reduce((value, byte, place) => value + byte * 256 ** place, 0),
  };
}

/** Codec of numbers in [least, most], written as float32. */
export function float32(what: string, least: number, most: number): Codec<number> {
  const raw: Codec<number> = {
    write: (to, value) => to.put(new Uint8Array(new Float32Array([value]).buffer)),
    read: (from) => new DataView(from.take(4).buffer).getFloat32(0, true),
  };
  const within = (value: number) => value >= least && value <= most;
  return checked(raw, within, what, `it must be from ${least} to ${most}`);
}

/** Codec of numbers in [0, 1], written as float32. */
export function unitFloat32(what: string): Codec<number> {
  return float32(what, 0, 1);
}

/** Codec of numbers in [0, 1], written in steps of 1/65535. */
export function unitUint16(what: string): Codec<number> {
  const steps = uint(2, what);
  return {
    write: (to, value) => steps.write(to, Math.round(value * 65535)),
    read: (from) => steps.read(from) / 65535,
  };
}

/** Codec of up to `most` bytes. */
export function bytes(most: number, what: string): Codec<Uint8Array> {
  const length = checked(
    uint(4, what),
    (n) => n <= most,
    `the length of ${what}`,
    `it must be at most ${most} bytes`,
  );
  return {
    write(to, value) {
      length.write(to, value.length);
      to.put(value);
    },
    read: (from) => from.take(length.read(from)),
  };
}

/** Codec of text of 1 to `most` bytes of UTF-8. A lone surrogate is written as U+FFFD. */
export function text(most: number, what: string): Codec<string> {
  const raw = bytes(most, what);
  const asText: Codec<string> = {
    write: (to, value) => raw.write(to, new TextEncoder().encode(value)),
    read(from) {
      const encoded = raw.read(from);
      try {
        // The byte-order mark is part of the text here.
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(encoded);
      } catch (cause) {
        throw new LabError("link", `link: ${what} is not text.`, { cause });
      }
    },
  };
  return checked(asText, (value) => value !== "", what, "it must not be empty");
}

/** Codec of 1 to `most` values of one kind. */
export function list<V>(item: Codec<V>, most: number, what: string): Codec<readonly V[]> {
  const length = checked(
    uint(2, what),
    (n) => n >= 1 && n <= most,
    `the length of ${what}`,
    `it must be from 1 to ${most}`,
  );
  return {
    write(to, values) {
      length.write(to, values.length);
      for (const value of values) item.write(to, value);
    },
    read: (from) => Array.from({ length: length.read(from) }, () => item.read(from)),
  };
}

/** Codec of named values. Their order is the format: append, never insert. */
export function choice<V extends string>(values: readonly V[], what: string): Codec<V> {
  const index = uint(1, what);
  return {
    write: (to, value) => index.write(to, values.indexOf(value)),
    read(from) {
      const at = index.read(from);
      return values[at] ?? refuse(what, `number ${at}`, `there are ${values.length}`);
    },
  };
}

/** Codec of a value that is known from its place, so nothing is written. */
export function constant<V extends string>(value: V): Codec<V> {
  return { write: () => undefined, read: () => value };
}

/** Codec of a value or null. */
export function nullable<V>(codec: Codec<V>, what: string): Codec<V | null> {
  const present = choice(["absent", "present"], what);
  return {
    write(to, value) {
      present.write(to, value === null ? "absent" : "present");
      if (value !== null) codec.write(to, value);
    },
    read: (from) => (present.read(from) === "present" ? codec.read(from) : null),
  };
}

/** Codec of fields in order. The order of the table's keys is the format: never change it within a version. */
export function struct<V extends object>(fields: { readonly [K in keyof V]: Codec<V[K]> }): Codec<V> {
  // Object.keys loses the keys' type; the table's type guarantees that they are V's.
  const names = Object.keys(fields) as (keyof V)[];
  return {
    write(to, value) {
      for (const name of names) fields[name].write(to, value[name]);
    },
    read: (from) => Object.fromEntries(names.map((name) => [name, fields[name].read(from)])) as V,
  };
}

/**
 * Codec of several shapes, distinguished by `kind`. The order of the table's keys is the format: append, never
 * insert.
 */
export function variant<V extends { readonly kind: string }>(
  cases: { readonly [K in V["kind"]]: Codec<Extract<V, { kind: K }>> },
  what: string,
): Codec<V> {
  const kinds = Object.keys(cases) as V["kind"][];
  const kind = choice(kinds, what);
  // `kind` selects the codec of its own shape, but TypeScript cannot follow that through a table indexed by a union.
  const codecOf = (name: V["kind"]) => cases[name] as unknown as Codec<V>;
  return {
    write(to, value) {
      const { kind: name }: { readonly kind: V["kind"] } = value;
      kind.write(to, name);
      codecOf(name).write(to, value);
    },
    read: (from) => codecOf(kind.read(from)).read(from),
  };
}
