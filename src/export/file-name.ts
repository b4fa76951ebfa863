/** Names of saved files, distinct enough to recognise each in a folder. */

/** Longest part of a name, in characters. */
const MOST_CHARACTERS = 40;

/** Facts that a file's name is made from. */
export interface NamedAfter {
  readonly clipName: string;
  readonly modelNames: readonly string[];
  readonly className: string;
}

/**
 * Returns "freezeframe_<clip>_<models>_<class>.<extension>": lower case, words joined by hyphens; letters of every
 * script stay, accents are dropped.
 *
 * @param kind  distinguishes files of one result with the same extension, such as "film-strip".
 *
 * @example
 * fileName({ clipName: "Café 2.mp4", modelNames: ["I3D"], className: "Moving something up" }, "gif"); // "freezeframe_cafe-2_i3d_moving-something-up.gif"
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
