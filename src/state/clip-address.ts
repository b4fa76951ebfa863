/** Whether a text is an address that a clip can be loaded from. What is there only loading can tell. */

/** An address in full, or why it is none: a sentence with what to do. */
export type AddressCheck =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly problem: string };

/** As long as a link to the clip may hold; see `result/permalink.ts`. */
const MOST_CHARACTERS = 4096;

/**
 * Checks an address as typed or pasted.
 *
 * @param text  spaces around it do not matter.
 */
export function checkClipAddress(text: string): AddressCheck {
  const address = text.trim();
  const no = (problem: string): AddressCheck => ({ ok: false, problem });
  if (address === "") return no("Enter the address of a video file.");
  if (/\s/.test(address)) return no("An address has no spaces in it. Copy it again, whole and alone.");
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
      return no("This is a file on a machine. Use “Upload a clip” for it.");
    default:
      return no(`Clips are loaded from https:// addresses only; this one begins with ${protocol}`);
  }
  if (username !== "" || password !== "") {
    return no("The address holds a name and a password, which would travel in every link. Leave them out.");
  }
  if (href.length > MOST_CHARACTERS) {
    return no(
      `The address is ${href.length} characters long; ${MOST_CHARACTERS} fit into a link. ` +
        "Download the file and upload it.",
    );
  }
  return { ok: true, url: href };
}
