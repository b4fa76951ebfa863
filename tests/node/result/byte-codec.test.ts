/** Bounds when reading; `permalink.test.ts` covers writing. */
import { describe, expect, test } from "vitest";
import * as is from "../../../src/result/byte-codec.ts";
import { labError } from "../../support/lab-error.ts";

const read = <V>(codec: is.Codec<V>, bytes: number[]) =>
  codec.read(new is.ByteReader(Uint8Array.from(bytes)));
function written<V>(codec: is.Codec<V>, value: V): number[] {
  const writer = new is.ByteWriter();
  codec.write(writer, value);
  return [...writer.bytes()];
}

describe("encoded values", () => {
  test.each([
    { codec: is.uint(1, "n"), value: 200, bytes: [200] },
    { codec: is.uint(2, "n"), value: 258, bytes: [2, 1] },
    { codec: is.uint(4, "n"), value: 0xfffefdfc, bytes: [0xfc, 0xfd, 0xfe, 0xff] },
    { codec: is.unitFloat32("n"), value: 0.5, bytes: [0, 0, 0, 63] },
    { codec: is.unitUint16("n"), value: 1, bytes: [255, 255] },
  ])("$value is $bytes", ({ codec, value, bytes }) => {
    expect(written(codec, value)).toEqual(bytes);
    expect(read(codec, bytes)).toBe(value);
  });

  test("text is its length, then UTF-8", () => {
    expect(written(is.text(10, "name"), "é")).toEqual([2, 0, 0, 0, 0xc3, 0xa9]);
    expect(read(is.text(10, "name"), [2, 0, 0, 0, 0xc3, 0xa9])).toBe("é");
  });

  test("a structure is its fields in the order of the table", () => {
    const codec = is.struct({ b: is.uint(1, "b"), a: is.nullable(is.uint(1, "a"), "a") });
    expect(written(codec, { a: 7, b: 9 })).toEqual([9, 1, 7]);
    expect(written(codec, { a: null, b: 9 })).toEqual([9, 0]);
    expect(read(codec, [9, 1, 7])).toEqual({ a: 7, b: 9 });
  });
});

describe("reading refuses", () => {
  test.each([
    { what: "too few bytes", codec: is.uint(4, "n"), bytes: [1, 2, 3], told: [3, 4] },
    {
      what: "a float that is not a number",
      codec: is.unitFloat32("OS"),
      bytes: [0, 0, 192, 127],
      told: ["OS", "NaN"],
    },
    { what: "a float above 1", codec: is.unitFloat32("OS"), bytes: [0, 0, 0, 64], told: ["OS", 2] },
    { what: "a float below 0", codec: is.unitFloat32("OS"), bytes: [0, 0, 128, 191], told: ["OS", -1] },
    {
      what: "more bytes than allowed",
      codec: is.bytes(3, "clip"),
      bytes: [4, 0, 0, 0, 1, 1, 1, 1],
      told: [4, 3],
    },
    {
      what: "a longer list than allowed",
      codec: is.list(is.uint(1, "n"), 1, "mask"),
      bytes: [2, 0, 1, 1],
      told: [2, 1],
    },
    { what: "text that is not UTF-8", codec: is.text(9, "name"), bytes: [1, 0, 0, 0, 0xff], told: ["name"] },
    { what: "empty text", codec: is.text(9, "name"), bytes: [0, 0, 0, 0], told: ["name"] },
    {
      what: "a choice that there is not",
      codec: is.choice(["a", "b"], "preset"),
      bytes: [2],
      told: ["preset", 2],
    },
  ])("$what", ({ codec, bytes, told }) => {
    expect(() => read<unknown>(codec, bytes)).toThrow(labError("link", told));
  });
});
