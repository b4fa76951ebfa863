/** All keyboard shortcuts in one table, which both the key handler and the help sheet use. */
import { cardInUse, isSearching, rankClasses } from "../../state/derived.ts";
import { isComparing, mainLane } from "../../state/lanes.ts";
import type { Lab } from "../../state/lab-store.ts";

/** A key and its modifiers. */
export interface Chord {
  /** `KeyboardEvent.key`, letters in lower case. */
  readonly key: string;
  /** Requires Ctrl, or Command on a Mac. Default false. */
  readonly mod?: boolean;
  /** Requires Shift. Default false, also for signs that may need Shift to type ("?"). */
  readonly shift?: boolean;
}

/** Controls that a shortcut presses rather than repeat their action; marked with `data-control` in the page. */
export type ControlName = "copy" | "upload";

/** Everything a shortcut can act on. */
export interface ShortcutScope {
  readonly lab: Lab;
  readonly press: (control: ControlName) => void;
  readonly toggleTheme: () => void;
  readonly showSheet: () => void;
}

/** Headings of the help sheet, in order. */
export const SHORTCUT_GROUPS = ["Player", "Search", "Mask and views", "Page"] as const;

/** One shortcut: a line of the help sheet. */
export interface Shortcut {
  readonly id: string;
  readonly group: (typeof SHORTCUT_GROUPS)[number];
  readonly title: string;
  /** Key combinations, each of which triggers the shortcut. */
  readonly chords: readonly Chord[];
  /** Text for the keys in the sheet, instead of listing every chord. */
  readonly shown?: string;
  /** Works on every page, not only in the lab. Default false. */
  readonly everywhere?: boolean;
  /** @param nth  0-based index of the chord that was pressed. */
  readonly run: (scope: ShortcutScope, nth: number) => void;
}

/** Number of predictions that have a digit key. */
const DIGITS = 5;

/** All shortcuts, in the order of the sheet. */
export const SHORTCUTS: readonly Shortcut[] = [
  {
    id: "play",
    group: "Player",
    title: "Play or pause",
    chords: [{ key: " " }],
    run: ({ lab }) => lab.actions.togglePlaying(),
  },
  {
    id: "previous",
    group: "Player",
    title: "Previous frame",
    chords: [{ key: "ArrowLeft" }],
    run: ({ lab }) => lab.actions.stepFrames(-1),
  },
  {
    id: "next",
    group: "Player",
    title: "Next frame",
    chords: [{ key: "ArrowRight" }],
    run: ({ lab }) => lab.actions.stepFrames(1),
  },
  {
    id: "first",
    group: "Player",
    title: "First frame",
    chords: [{ key: "Home" }],
    run: ({ lab }) => lab.actions.showFrame(0),
  },
  {
    id: "last",
    group: "Player",
    title: "Last frame",
    chords: [{ key: "End" }],
    run: ({ lab }) => lab.actions.showFrame(Infinity),
  },
  {
    id: "find",
    group: "Search",
    title: "Find the mask",
    chords: [{ key: "f" }],
    run: ({ lab }) => void lab.actions.findMask(),
  },
  {
    id: "cancel",
    group: "Search",
    title: "Cancel the search",
    chords: [{ key: "Escape" }],
    run: ({ lab }) => {
      if (isSearching(lab)) lab.actions.cancelSearch();
    },
  },
  {
    id: "class",
    group: "Search",
    title: "Explain one of the top five predictions",
    chords: Array.from({ length: DIGITS }, (_, at) => ({ key: `${at + 1}` })),
    shown: `1 to ${DIGITS}`,
    run: ({ lab }, nth) => chooseNth(lab, nth),
  },
  {
    id: "shows",
    group: "Mask and views",
    title: "Show frozen or reversed",
    chords: [{ key: "r" }],
    run: ({ lab }) => lab.actions.setViews({ masked: lab.views.masked === "reverse" ? "freeze" : "reverse" }),
  },
  {
    id: "cam",
    group: "Mask and views",
    title: "Grad-CAM on or off",
    chords: [{ key: "g" }],
    run: ({ lab }) => lab.actions.setViews({ cam: !lab.views.cam }),
  },
  {
    id: "compare",
    group: "Mask and views",
    title: "Second model on or off",
    chords: [{ key: "m" }],
    run: ({ lab }) => toggleSecond(lab),
  },
  {
    id: "undo",
    group: "Mask and views",
    title: "Undo",
    chords: [{ key: "z", mod: true }],
    run: ({ lab }) => lab.actions.undo(),
  },
  {
    id: "redo",
    group: "Mask and views",
    title: "Redo",
    chords: [
      { key: "z", mod: true, shift: true },
      { key: "y", mod: true },
    ],
    run: ({ lab }) => lab.actions.redo(),
  },
  {
    id: "upload",
    group: "Page",
    title: "Upload a clip",
    chords: [{ key: "o" }],
    run: ({ press }) => press("upload"),
  },
  {
    id: "copy",
    group: "Page",
    title: "Copy the permalink",
    chords: [{ key: "c" }],
    run: ({ press }) => press("copy"),
  },
  {
    id: "theme",
    group: "Page",
    title: "Dark or light theme",
    chords: [{ key: "t" }],
    everywhere: true,
    run: ({ toggleTheme }) => toggleTheme(),
  },
  {
    id: "sheet",
    group: "Page",
    title: "Show this list",
    chords: [{ key: "?" }],
    everywhere: true,
    run: ({ showSheet }) => showSheet(),
  },
];

function chooseNth(lab: Lab, nth: number): void {
  const card = cardInUse(lab);
  const { predictions } = mainLane(lab);
  if (card === null || predictions.kind !== "ready") return;
  const ranked = rankClasses(card.classes, predictions.probabilities)[nth];
  if (ranked !== undefined) lab.actions.chooseTarget(ranked.index);
}

function toggleSecond(lab: Lab): void {
  if (isComparing(lab)) return lab.actions.stopComparing();
  const other = lab.models.find(({ id }) => id !== mainLane(lab).modelId);
  if (other !== undefined) void lab.actions.compareWithModel(other.id);
}

/** Fields of a `KeyboardEvent` that identify the pressed key. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Returns whether a chord is a single letter, digit or sign. Users of speech input can turn those off (WCAG 2.1.4). */
export function isSingleCharacter({ key, mod }: Chord): boolean {
  return mod !== true && key.length === 1 && key !== " ";
}

/** Returns the shortcut of a pressed key, with the chord that matched and its index; null if there is none. */
export function shortcutFor(pressed: PressedKey): { shortcut: Shortcut; chord: Chord; nth: number } | null {
  for (const shortcut of SHORTCUTS) {
    const nth = shortcut.chords.findIndex((chord) => matches(chord, pressed));
    const chord = shortcut.chords[nth];
    if (chord !== undefined) return { shortcut, chord, nth };
  }
  return null;
}

function matches(chord: Chord, { key, ctrlKey, metaKey, altKey, shiftKey }: PressedKey): boolean {
  const name = key.length === 1 ? key.toLowerCase() : key;
  // Whether a sign such as "?" needs Shift depends on the keyboard layout, so Shift counts only for letters and named keys.
  const shiftCounts = name.length > 1 || name === " " || /\p{L}/u.test(name);
  return (
    name === chord.key &&
    (ctrlKey || metaKey) === (chord.mod ?? false) &&
    !altKey &&
    (!shiftCounts || shiftKey === (chord.shift ?? false))
  );
}

const KEY_TEXTS: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};

/** Returns the keys to press together, as labelled on the keyboard: ["Ctrl", "Z"]. */
export function keysOf({ key, mod, shift }: Chord, mac: boolean): readonly string[] {
  const name = KEY_TEXTS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [...(mod ? [mac ? "⌘" : "Ctrl"] : []), ...(shift ? [mac ? "⇧" : "Shift"] : []), name];
}
