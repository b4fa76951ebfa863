/** JSON from somewhere else, where what is none will be told in the reader's own words. */

/** The text's value; null where it is no JSON. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
