/** Names out of files, for messages: a file made to deceive has names of any length and any letters. */

/** Longest name shown. */
const MOST_SHOWN = 120;

/** The name, cut where it is long, with a question mark for each character that does not print. */
export function shown(name: string): string {
  const plain = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
  return plain.length > MOST_SHOWN ? `${plain.slice(0, MOST_SHOWN)}…` : plain;
}
