/** The table of shortcuts: all distinct, and each does what its title says. */
import { describe, expect, test, vi } from "vitest";
import {
  isSingleCharacter,
  keysOf,
  shortcutFor,
  SHORTCUTS,
  type PressedKey,
} from "../../../src/view/shortcuts/shortcuts.ts";
import { readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";

const pressed = (key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("the table", () => {
  test("has no two entries with the same id, title or chord", () => {
    const chords = SHORTCUTS.flatMap(({ chords }) => chords.map((chord) => JSON.stringify(chord)));
    expect(new Set(chords).size).toBe(chords.length);
    expect(new Set(SHORTCUTS.map(({ id }) => id)).size).toBe(SHORTCUTS.length);
    expect(new Set(SHORTCUTS.map(({ title }) => title)).size).toBe(SHORTCUTS.length);
  });

  test.each(SHORTCUTS.flatMap(({ id, chords }) => chords.map((chord) => ({ id, chord }))))(
    "$id is found by its own chord $chord, also on a Mac",
    ({ id, chord }) => {
      const shiftKey = chord.shift ?? false;
      for (const held of chord.mod ? [{ ctrlKey: true }, { metaKey: true }] : [{}]) {
        expect(shortcutFor(pressed(chord.key, { shiftKey, ...held }))?.shortcut.id).toBe(id);
      }
    },
  );

  test.each([
    { key: "f", held: { ctrlKey: true } },
    { key: "F", held: { shiftKey: true } },
    { key: "f", held: { altKey: true } },
    { key: "z", held: {} },
    { key: " ", held: { shiftKey: true } },
    { key: "6", held: {} },
  ])("$key with $held is no shortcut", ({ key, held }) => {
    expect(shortcutFor(pressed(key, held))).toBeNull();
  });

  test("? works wherever the keyboard has it, and letters work with Caps Lock on", () => {
    expect(shortcutFor(pressed("?"))?.shortcut.id).toBe("sheet");
    expect(shortcutFor(pressed("?", { shiftKey: true }))?.shortcut.id).toBe("sheet");
    expect(shortcutFor(pressed("F"))?.shortcut.id).toBe("find");
  });

  test("only letters, digits and symbols can be turned off", () => {
    const single = SHORTCUTS.filter(({ chords }) => chords.some(isSingleCharacter)).map(({ id }) => id);
    expect(single).toEqual(["find", "class", "shows", "cam", "compare", "upload", "copy", "theme", "sheet"]);
  });

  test("keys are named as on the user's keyboard", () => {
    expect(keysOf({ key: "z", mod: true, shift: true }, false)).toEqual(["Ctrl", "Shift", "Z"]);
    expect(keysOf({ key: "z", mod: true }, true)).toEqual(["⌘", "Z"]);
    expect(keysOf({ key: " " }, false)).toEqual(["Space"]);
  });
});

describe("a shortcut", () => {
  async function press(...keys: PressedKey[]) {
    const store = await readyStore();
    const scope = { press: vi.fn(), toggleTheme: vi.fn(), showSheet: vi.fn() };
    for (const key of keys) {
      const { shortcut, nth } = shortcutFor(key)!;
      shortcut.run({ lab: store.getState(), ...scope }, nth);
      await vi.waitUntil(() => seen(store).search.kind === "idle");
    }
    return { state: seen(store), scope };
  }

  test("with a digit picks the prediction of that rank", async () => {
    const { state } = await press(pressed("2"));
    expect(state.target).toBe(1); // The fakes give the second class the second highest probability.
  });

  test("for the player moves its frame", async () => {
    expect((await press(pressed("ArrowRight"), pressed("ArrowRight"))).state.player.frame).toBe(2);
    expect((await press(pressed("End"))).state.player.frame).toBe(15);
    expect((await press(pressed("End"), pressed("Home"))).state.player.frame).toBe(0);
    expect((await press(pressed(" "))).state.player.playing).toBe(true);
  });

  test("finds, undoes and redoes", async () => {
    expect((await press(pressed("f"))).state.finding).not.toBeNull();
    const undo = pressed("z", { ctrlKey: true });
    expect((await press(pressed("f"), undo)).state.finding).toBeNull();
    expect((await press(pressed("f"), undo, pressed("y", { ctrlKey: true }))).state.finding).not.toBeNull();
  });

  test("switches views, and back", async () => {
    expect((await press(pressed("r"))).state.views.masked).toBe("reverse");
    expect((await press(pressed("r"), pressed("r"))).state.views.masked).toBe("freeze");
    expect((await press(pressed("g"))).state.views.cam).toBe(true);
    expect((await press(pressed("m"))).state.second).not.toBeNull();
    expect((await press(pressed("m"), pressed("m"))).state.second).toBeNull();
  });

  test("for the page presses its control", async () => {
    const { scope } = await press(pressed("c"), pressed("o"), pressed("t"), pressed("?"));
    expect(scope.press.mock.calls).toEqual([["copy"], ["upload"]]);
    expect(scope.toggleTheme).toHaveBeenCalledOnce();
    expect(scope.showSheet).toHaveBeenCalledOnce();
  });
});
