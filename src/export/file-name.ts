/** Names of saved files, by which they can be told apart in a folder. */

/** Longest part of a name, characters. */
const MOST_CHARACTERS = 40;

/** What a file's name is made from. */
export interface NamedAfter {
  readonly clipName: string;
  readonly modelNames: readonly string[];
  readonly className: string;
}

/**
 * "freezeframe_<clip>_<models>_<class>.<extension>": lower case, words joined by hyphens; letters of every script stay,
 * accents go.
 *
 * @param kind  tells files of one result and extension apart, "film-strip" say.
 */
export function fileName(
  { clipName, modelNames, className }: NamedAfter,
  extension: string,
  kind = "",
): string {
  const clip = clipName.replace(/\.[a-z0-9]{1,5}$/i, "");
  const parts = [clip, modelNames.join(" "), className, kind].map(slug).filter((part) => part !== "");
  return `${["freezeframe", ...parts].join("_")}.${extension}`;
}

function slug(text: string): string {
  const hyphenated = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  return [...hyphenated]
    .slice(0, MOST_CHARACTERS)
    .join("")
    .replace(/^-+|-+$/g, "");
}
