/** JSON parsing for callers that report bad input in their own words. */

/**
 * Returns the parsed value, or null if the text is not valid JSON.
 *
 * @example
 * jsonOrNull('{"a": 1}'); // { "a": 1 }
 * jsonOrNull("{a: 1"); // null
 */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
