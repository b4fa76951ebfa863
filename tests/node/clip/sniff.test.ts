import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sniff, SNIFF_BYTES } from "../../../src/clip/sniff.ts";

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

function sniffFixture(name: string) {
  const bytes = readFileSync(new URL(`../../fixtures/clips/${name}`, import.meta.url));
  return sniff(bytes.subarray(0, SNIFF_BYTES));
}

describe("sniff", () => {
  test.each([
    ["h264.mp4", "video", "MP4"],
    ["audio-only.mp4", "video", "MP4"],
    ["h264-16-frames.mov", "video", "QuickTime"],
    ["h264.mkv", "video", "WebM or Matroska"],
    ["vp9.webm", "video", "WebM or Matroska"],
    ["animated.gif", "image", "GIF"],
    ["still.jpg", "image", "JPEG"],
    ["frames/f1.png", "image", "PNG"],
    ["text.mp4", "other", "a text file"],
  ])("%s is %s: %s", (name, kind, what) => {
    expect(sniffFixture(name)).toMatchObject({ kind, what });
  });

  test("an empty file is empty", () => {
    expect(sniffFixture("zero.mp4")).toEqual({ kind: "empty" });
  });

  test.each([
    ["RIFF\0\0\0\0WEBPVP8 ", "WebP"],
    ["\0\0\0\x1cftypavif", "AVIF"],
    ["\0\0\0\x1cftypheic", "a HEIC photo"],
    ["\0\0\0\x1cftypisom", "MP4"],
    ["RIFF\0\0\0\0AVI LIST", "an AVI video"],
    ["%PDF-1.7", "a PDF document"],
    ["\x01\x02\x03\x04", "a file of an unknown type"],
  ])("%j is %s", (head, what) => {
    expect(sniff(latin1(head))).toMatchObject({ what });
  });

  test("text is recognised even if the head ends inside a character", () => {
    const bytes = new TextEncoder().encode("é");
    expect(sniff(bytes.subarray(0, 1))).toMatchObject({ what: "a text file" });
    expect(sniff(Uint8Array.of(0xc3, 0x28, 0x41))).toMatchObject({ what: "a file of an unknown type" });
  });
});
