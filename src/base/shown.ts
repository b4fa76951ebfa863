/** Names and values out of files, for messages: a file made to deceive has names of any length and any letters. */

/** Longest name shown. */
const MOST_SHOWN = 120;
/** Items of a list shown. */
const MOST_ITEMS = 8;

/** The name, cut where it is long, with a question mark for each character that does not print. */
export function shown(name: string): string {
  // Cut twice: the first spares the work of looking at all of a name of megabytes.
  const plain = name.slice(0, 2 * MOST_SHOWN).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
  return plain.length > MOST_SHOWN ? `${plain.slice(0, MOST_SHOWN)}…` : plain;
}

/** The lengths of a shape with commas between them, cut where there are many. */
export function shownShape(shape: readonly number[]): string {
  return shownItems(shape.map(String));
}

/** A value out of JSON as JSON has it, but short, and never looked into deeper than a list's items. */
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
