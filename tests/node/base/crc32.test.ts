import { expect, test } from "vitest";
import { crc32 } from "../../../src/base/crc32.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

test("CRC-32 of the standard's check text", () => {
  expect(crc32(utf8("123456789"))).toBe(0xcbf43926);
  expect(crc32(utf8(""))).toBe(0);
});
