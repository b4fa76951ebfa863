/** Links in the fields of version 4, which most tests are written in: one lane spread over the link, and perhaps a second. */
import type { LinkV4 } from "../../src/result/link-fields.ts";
import { asV4, fromV4 } from "../../src/result/link-versions.ts";
import { decodeLink, encodeLink, type DecodedLink } from "../../src/result/permalink.ts";
import type { LabState } from "../../src/state/lab-state.ts";
import { linkOf } from "../../src/state/link-actions.ts";

/** A decoded link in version 4's fields. */
export type DecodedV4 =
  { readonly ok: true; readonly link: LinkV4 | null } | Extract<DecodedLink, { readonly ok: false }>;

/** Encodes a link that is given in version 4's fields. */
export function encodeV4(link: LinkV4): string {
  return encodeLink(fromV4(link));
}

/** Decodes a link that version 4 can hold. */
export function decodeV4(fragment: string): DecodedV4 {
  const decoded = decodeLink(fragment);
  return decoded.ok ? { ok: true, link: decoded.link === null ? null : asV4(decoded.link) } : decoded;
}

/** Returns the page's link in version 4's fields; null while there is none. */
export function linkV4Of(state: LabState): LinkV4 | null {
  const link = linkOf(state);
  return link === null ? null : asV4(link);
}
