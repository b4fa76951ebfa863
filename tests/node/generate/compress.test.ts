import { expect, test } from "vitest";
import { compress } from "../../../src/generate/compress.ts";

/** A frame of 16 x 8 pixels, two blocks side by side, grey as `at` gives. */
function frame(at: (x: number, y: number) => number) {
  const bytes = new Uint8Array(16 * 8 * 3);
  for (let y = 0; y < 8; y += 1) {
    for (let x = 0; x < 16; x += 1) bytes.fill(at(x, y), (y * 16 + x) * 3, (y * 16 + x) * 3 + 3);
  }
  return { width: 16, height: 8, bytes };
}

const grey = ({ bytes }: { bytes: Uint8Array }, x: number, y: number) => bytes[(y * 16 + x) * 3];

test("a block that hardly changes repeats the previous frame; one that changes does not", () => {
  const before = frame(() => 100);
  const now = frame((x) => (x < 8 ? 102 : 140));
  compress(now, before.bytes, 3);
  expect(grey(now, 3, 3)).toBe(100);
  expect(grey(now, 12, 3)).toBe(140);
});

test("nothing repeats in the first frame", () => {
  const now = frame(() => 102);
  compress(now, undefined, 3);
  expect(grey(now, 3, 3)).toBe(102);
});

test("faint detail is drawn halfway to the block's mean, strong detail stays", () => {
  // Left block: 98 and 102 alternating, mean 100. Right block: 50 and 150, mean 100.
  const now = frame((x) => (x < 8 ? (x % 2 ? 102 : 98) : x % 2 ? 150 : 50));
  compress(now, undefined, 3);
  expect([grey(now, 0, 0), grey(now, 1, 0)]).toEqual([99, 101]);
  expect([grey(now, 8, 0), grey(now, 9, 0)]).toEqual([50, 150]);
});
