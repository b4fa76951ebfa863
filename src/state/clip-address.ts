/** Checks whether a text is an address to load a clip from. Only loading can find out whether a clip is there. */

/** A complete address, or why the text is none: a sentence that says what to do. */
export type AddressCheck =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly problem: string };

/** Longest address that a link can hold; see `result/permalink.ts`. */
const MOST_CHARACTERS = 4096;

/**
 * Checks an address that was typed or pasted.
 *
 * @param text  spaces around it are ignored.
 *
 * @example
 * checkClipAddress(" https://a.org/b.mp4 "); // { "ok": true, "url": "https://a.org/b.mp4" }
 */
export function checkClipAddress(text: string): AddressCheck {
  const address = text.trim();
  const no = (problem: string): AddressCheck => ({ ok: false, problem });
  if (address === "") return no("Enter the address of a video file.");
  if (/\s/.test(address)) return no("An address has no spaces in it. Copy only the address, and all of it.");
  if (!/^[a-z][a-z0-9+.-]*:/i.test(address)) return no("The address must begin with https://");
  if (!URL.canParse(address))
    return no("This is not a complete address. It should look like https://…/clip.mp4");
  const { protocol, username, password, href } = new URL(address);
  switch (protocol) {
    case "https:":
      break;
    case "http:":
      return no(
        "Browsers do not let a secure page load from an http:// address. " +
          "Try it with https://, or download the file and upload it.",
      );
    case "file:":
      return no("This is a file on a computer. Open it with “Upload a clip”.");
    default:
      return no(`Clips are loaded from https:// addresses only; this one begins with ${protocol}`);
  }
  if (username !== "" || password !== "") {
    return no("The address holds a user name or a password, which every link would pass on. Leave them out.");
  }
  if (href.length > MOST_CHARACTERS) {
    return no(
      `The address is ${href.length} characters long; at most ${MOST_CHARACTERS} fit into a link. ` +
        "Download the file and upload it.",
    );
  }
  return { ok: true, url: href };
}
