/** Turns a link into the complete address that users share. */
import type { LabLink } from "../../result/link-fields.ts";
import { encodeLink } from "../../result/permalink.ts";

/**
 * Returns this page's address with the link as its fragment.
 *
 * @throws {LabError} "link" if it does not fit into a link.
 */
export function addressOf(link: LabLink): string {
  return new URL(encodeLink(link), location.href).href;
}
