/** Reads class names from any common kind of list: JSON, a CSV with two columns, or plain text. */
import { LabError } from "../base/errors.ts";
import { shown, shownValue } from "../base/shown.ts";

/**
 * Reads a list of class names.
 *
 * Accepts a JSON array of names; a JSON object from name to index (Something-Something's `labels.json`, whose indices are
 * strings) or from index to name; text with one name per line; and lines `0 name`, `0,name` or `name,0` with every index
 * once. Ignores a byte-order mark, blank lines at the ends, spaces around names, and a heading before indexed lines.
 *
 * @param count  Number of names that there must be: the model's outputs.
 * @param from   Name of the list for messages: the file's name, or "the pasted list".
 * @returns      the names, in the order of the model's outputs.
 * @throws {LabError} "value" if the list is empty, has another length, repeats a name or lacks an index.
 *
 * @example
 * parseClassNames("up\ndown", 2, "labels.txt"); // ["up", "down"]
 * parseClassNames('{"down": 1, "up": 0}', 2, "labels.json"); // ["up", "down"]
 * parseClassNames("1,down\n0,up", 2, "labels.csv"); // ["up", "down"]
 */
export function parseClassNames(text: string, count: number, from: string): string[] {
  const plain = text.replace(/^\uFEFF/, "").trim();
  if (plain === "") throw bad(from, `it contains no names, but the model has ${count} classes`, count);
  const names = (/^[[{]/.test(plain) ? fromJson(plain, from) : fromLines(plain)).map((name) => name.trim());
  if (names.length !== count) {
    throw bad(from, `${names.length} names, but the model has ${count} classes`, count);
  }
  const blank = names.indexOf("");
  if (blank >= 0) throw bad(from, `the name of class ${blank} is empty`, count);
  const first = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    const before = first.get(name);
    if (before !== undefined) {
      throw bad(from, `"${shown(name)}" names both class ${before} and class ${i}`, count);
    }
    first.set(name, i);
  }
  return names;
}

/**
 * Returns "class 0", "class 1" and so on, for models without class names.
 *
 * @example
 * numberedClasses(2); // ["class 0", "class 1"]
 */
export function numberedClasses(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `class ${i}`);
}

function bad(from: string, what: string, count: number): LabError {
  return new LabError(
    "value",
    `${from}: ${what}. Give ${count} different names, in the order of the model’s outputs.`,
  );
}

function fromJson(text: string, from: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new LabError(
      "value",
      `${from}: it starts like JSON but is not (${cause instanceof Error ? cause.message : "damaged"}). ` +
        "Correct it, or give one name per line.",
      { cause },
    );
  }
  if (Array.isArray(parsed)) {
    const odd = parsed.findIndex((name) => typeof name !== "string" && typeof name !== "number");
    if (odd < 0) return parsed.map(String);
    throw new LabError("value", `${from}: entry ${odd} is ${shownValue(parsed[odd])}, not a name.`);
  }
  const entries = Object.entries(parsed as object) as [string, unknown][];
  if (
    entries.every(([key]) => isIndex(key)) &&
    entries.every(([, value]) => typeof value === "string" && !isIndex(value))
  ) {
    return inOrder(
      entries.map(([index, name]) => [Number(index), name as string]),
      from,
    );
  }
  const odd = entries.find(([, value]) => !isIndex(value));
  if (odd) {
    throw new LabError(
      "value",
      `${from}: "${shown(odd[0])}" has the value ${shownValue(odd[1])}; an object must map each name to its index, or each index to its name.`,
    );
  }
  return inOrder(
    entries.map(([name, index]) => [Number(index), name]),
    from,
  );
}

function fromLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return indexed(lines) ?? indexed(lines.slice(1)) ?? lines;
}

/** Returns the names if every line has an index and all indices from 0 on occur once; null for plain names. */
function indexed(lines: readonly string[]): string[] | null {
  for (const split of [indexFirst, indexLast]) {
    const found = lines.map((line) => split(line.trim()));
    if (lines.length === 0 || !found.every((entry) => entry !== null)) continue;
    const names = new Map(found);
    const all = Array.from({ length: lines.length }, (_, i) => names.get(i));
    if (names.size === lines.length && all.every((name) => name !== undefined)) return all;
  }
  return null;
}

/** Splits "0 name", "0,name" or "0: name"; returns null for other lines. */
function indexFirst(line: string): [number, string] | null {
  const index = /^\d+/.exec(line)?.[0];
  if (index === undefined) return null;
  const rest = line.slice(index.length);
  const name = rest.trim().replace(/^[,;:]/, "");
  return name.length < rest.length ? [Number(index), unquoted(name.trim())] : null;
}

/** Splits "name,0"; returns null for other lines. */
function indexLast(line: string): [number, string] | null {
  const match = /[,;\t] *(\d+)$/.exec(line);
  return match && [Number(match[1]), unquoted(line.slice(0, match.index).trim())];
}

function inOrder(entries: readonly (readonly [number, string])[], from: string): string[] {
  const names = new Map<number, string>();
  for (const [index, name] of entries) {
    const before = names.get(index);
    if (before !== undefined) {
      throw new LabError(
        "value",
        `${from}: both "${shown(before)}" and "${shown(name)}" have index ${index}.`,
      );
    }
    names.set(index, name);
  }
  return Array.from({ length: entries.length }, (_, i) => {
    const name = names.get(i);
    if (name === undefined) {
      throw new LabError(
        "value",
        `${from}: it has ${entries.length} names but none for index ${i}; indices count from 0.`,
      );
    }
    return name;
  });
}

function isIndex(value: unknown): boolean {
  return typeof value === "number"
    ? Number.isInteger(value) && value >= 0
    : typeof value === "string" && /^\d+$/.test(value);
}

function unquoted(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}
