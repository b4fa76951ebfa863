/** The frames that an event covers, given their times. */
import { describe, expect, test } from "vitest";
import { eventFrames } from "../../../src/math/event-frames.ts";

describe("eventFrames", () => {
  const timesS = [0, 0.5, 1, 1.5];
  test.each([
    { eventS: [0.5, 1.2], frames: [1, 2] },
    { eventS: [0, 9], frames: [0, 3] },
    { eventS: [0.6, 0.9], frames: null }, // between two frames
    { eventS: [2, 3], frames: null },
  ] as const)("$eventS s is frames $frames", ({ eventS, frames }) => {
    expect(eventFrames(timesS, eventS)).toEqual(frames);
  });
});
