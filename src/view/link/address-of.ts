/** A link as the whole address that people pass on. */
import type { LabLink } from "../../result/link-fields.ts";
import { encodeLink } from "../../result/permalink.ts";

/**
 * This page's address with the link as its fragment.
 *
 * @throws {LabError} "link" for what does not fit into one.
 */
export function addressOf(link: LabLink): string {
  return new URL(encodeLink(link), location.href).href;
}
