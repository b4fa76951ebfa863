/**
 * Prepares names and values from files for messages. A hostile file may hold names of any length and any characters.
 */

/** Longest name shown, in characters. */
const MOST_SHOWN = 120;
/** Number of list items shown. */
const MOST_ITEMS = 8;

/**
 * Returns the name, shortened if long, with a question mark for each non-printing character.
 *
 * @example
 * shown("conv1\u0000weights"); // "conv1?weights"
 */
export function shown(name: string): string {
  // Cut before replacing too, so that a name of several megabytes is not scanned in full.
  const plain = name.slice(0, 2 * MOST_SHOWN).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
  return plain.length > MOST_SHOWN ? `${plain.slice(0, MOST_SHOWN)}…` : plain;
}

/**
 * Returns the lengths of a shape, comma-separated; a long list is cut.
 *
 * @example
 * shownShape([1, 16, 7, 7]); // "1, 16, 7, 7"
 */
export function shownShape(shape: readonly number[]): string {
  return shownItems(shape.map(String));
}

/**
 * Returns a value read from JSON as short JSON-like text. Only the items of a top-level list are shown; nothing
 * deeper is.
 *
 * @example
 * shownValue(["a", 1, [2], { b: 3 }]); // '["a", 1, […], {…}]'
 */
export function shownValue(value: unknown): string {
  if (!Array.isArray(value)) return shownItem(value);
  return `[${shownItems(value.slice(0, MOST_ITEMS + 1).map(shownItem))}]`;
}

function shownItem(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  if (typeof value === "object" && value !== null) return "{…}";
  return typeof value === "string" ? `"${shown(value)}"` : String(value);
}

function shownItems(items: readonly string[]): string {
  return items.length > MOST_ITEMS ? `${items.slice(0, MOST_ITEMS).join(", ")}, …` : items.join(", ");
}
