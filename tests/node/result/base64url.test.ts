import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64url, toBase64url } from "../../../src/result/base64url.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

test.each([
  // RFC 4648 section 10, without padding, and bytes that need the two characters of the URL alphabet.
  { bytes: utf8(""), text: "" },
  { bytes: utf8("f"), text: "Zg" },
  { bytes: utf8("fo"), text: "Zm8" },
  { bytes: utf8("foobar"), text: "Zm9vYmFy" },
  { bytes: new Uint8Array([251, 255, 191]), text: "-_-_" },
])("base64url of $bytes is '$text'", ({ bytes, text }) => {
  expect(toBase64url(bytes)).toBe(text);
  expect(fromBase64url(text)).toEqual(bytes);
});

test("base64url decodes what it encodes, also beyond one slice of characters", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
    }),
  );
  const long = Uint8Array.from({ length: 100_001 }, (_, at) => at);
  expect(fromBase64url(toBase64url(long))).toEqual(long);
});

test.each(["Zg==", "Zm 8", "A", "Zh", "+/+/", "Zm9\n"])("base64url refuses '%s'", (text) => {
  expect(fromBase64url(text)).toBeNull();
});
