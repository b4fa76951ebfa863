/** The frame clock. */
import { describe, expect, test } from "vitest";
import { readyStore } from "../../support/page-harness/ready-store.ts";

async function player() {
  const store = await readyStore();
  return { at: () => store.getState().player, ...store.getState().actions };
}

test("ticks go through all 16 frames, then start over with loop or stop at the last one without", async () => {
  const { at, tick, setLoop, togglePlaying } = await player();
  togglePlaying();
  for (let n = 0; n < 16; n++) tick();
  expect(at()).toMatchObject({ frame: 0, playing: true });
  setLoop(false);
  for (let n = 0; n < 16; n++) tick();
  expect(at()).toMatchObject({ frame: 15, playing: false });
  togglePlaying();
  expect(at()).toMatchObject({ frame: 0, playing: true });
});

test("a step pauses, and wraps at both ends", async () => {
  const { at, stepFrames, togglePlaying } = await player();
  togglePlaying();
  stepFrames(-1);
  expect(at()).toMatchObject({ frame: 15, playing: false });
  stepFrames(1);
  expect(at().frame).toBe(0);
});

describe("showFrame", () => {
  test.each([
    { asked: 7, shown: 7 },
    { asked: -1, shown: 0 },
    { asked: 16, shown: 15 },
  ])("$asked shows $shown", async ({ asked, shown }) => {
    const { at, showFrame } = await player();
    showFrame(asked);
    expect(at().frame).toBe(shown);
  });
});
