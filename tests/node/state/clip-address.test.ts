import { describe, expect, test } from "vitest";
import { checkClipAddress } from "../../../src/state/clip-address.ts";

describe("an address of a clip", () => {
  test.each([
    ["https://a.example/clip.mp4", "https://a.example/clip.mp4"],
    ["  https://a.example/clip.mp4\n", "https://a.example/clip.mp4"],
    ["HTTPS://A.example/x y.mp4".replace(" ", "%20"), "https://a.example/x%20y.mp4"],
  ])("%j is one", (text, url) => {
    expect(checkClipAddress(text)).toEqual({ ok: true, url });
  });

  test.each([
    ["", "Enter the address"],
    ["clip.mp4", "must begin with https://"],
    ["https://", "not a complete address"],
    ["https://a.example/a b.mp4", "no spaces"],
    ["http://a.example/clip.mp4", "http://"],
    ["file:///home/me/clip.mp4", "Upload a clip"],
    ["blob:https://a.example/1", "blob:"],
    ["https://me:secret@a.example/clip.mp4", "password"],
  ])("%j is refused with the reason", (text, reason) => {
    expect(checkClipAddress(text)).toEqual({ ok: false, problem: expect.stringContaining(reason) as string });
  });

  test("is at most as long as a link can hold", () => {
    const head = "https://a.example/";
    expect(checkClipAddress(head.padEnd(4096, "a")).ok).toBe(true);
    expect(checkClipAddress(head.padEnd(4097, "a"))).toMatchObject({
      ok: false,
      problem: expect.stringContaining("4097") as string,
    });
  });
});
