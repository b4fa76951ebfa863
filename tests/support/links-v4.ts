/** Links in the fields of version 4, which most tests are written in: one lane spread over the link, and perhaps a second. */
import type { LabLink, LaneV5, LinkedLane, LinkV4, ScoresV5 } from "../../src/result/link-fields.ts";
import { asV4, fromV4, fromV5 } from "../../src/result/link-versions.ts";
import { areHard } from "../../src/result/mask-result.ts";
import { decodeLink, encodeLink, type DecodedLink } from "../../src/result/permalink.ts";
import type { LabState } from "../../src/state/lab-state.ts";
import { linkOf } from "../../src/state/link-actions.ts";

/** A decoded link in version 4's fields. */
export type DecodedV4 =
  { readonly ok: true; readonly link: LinkV4 | null } | Extract<DecodedLink, { readonly ok: false }>;

/** Encodes a link as a page wrote it before version 6: its scores are soft. */
export function encodeSoftV4(link: LinkV4): string {
  return encodeLink(fromV5(fromV4(link)));
}

/** Encodes a link of today that is given in version 4's fields: its scores are hard. */
export function encodeV4(link: LinkV4): string {
  const { lanes, ...rest } = fromV4(link);
  return encodeLink({
    ...rest,
    lanes: lanes.map((lane) => ({ ...lane, proof: null })) as unknown as LabLink["lanes"],
  });
}

/** Decodes a link, without what version 4 cannot hold. */
export function decodeV4(fragment: string): DecodedV4 {
  const decoded = decodeLink(fragment);
  return decoded.ok ? { ok: true, link: fourth(decoded.link) } : decoded;
}

/** Returns the page's link in version 4's fields; null while there is none. */
export function linkV4Of(state: LabState): LinkV4 | null {
  return fourth(linkOf(state));
}

function fourth(link: LabLink | null): LinkV4 | null {
  if (link === null) return null;
  const [main, ...others] = link.lanes;
  return asV4({ ...link, lanes: [fifth(main), ...others.map(fifth)] });
}

function fifth(lane: LinkedLane): LaneV5 {
  const { compares, modelId, imported, target, maskKind, preset, mask, scores } = lane;
  const all = { compares, modelId, imported, target, maskKind, preset, mask };
  return { ...all, scores: scores === null ? null : flat(scores) };
}

/** Returns hard scores without the soft ones; soft ones where a link has no others. */
function flat(scores: NonNullable<LinkedLane["scores"]>): ScoresV5 {
  if (!areHard(scores)) return { os: scores.os, ...scores.soft };
  const { os, fs, rs, own } = scores;
  return own === undefined ? { os, fs, rs } : { os, fs, rs, own };
}
