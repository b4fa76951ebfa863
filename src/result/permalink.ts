/**
 * Permalinks: everything that is on screen, as text for the URL's fragment.
 *
 * `#v1.` + base64url(CRC-32 of the rest, 4 bytes little-endian + raw DEFLATE of the fields in `FIELDS`'s order).
 * Pure: the address bar is the app's business, packing a clip into bytes the clip worker's. Version 1 is read for ever.
 */
import { deflateSync, Inflate } from "fflate";
import { asLabError, LabError } from "../base/errors.ts";
import type { PresetName } from "../search/settings.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import * as is from "./byte-codec.ts";
import { crc32 } from "./crc32.ts";
import type { Scores } from "./mask-result.ts";

/** How a link names its clip. */
export type LinkedClip =
  | { readonly kind: "bundled"; readonly id: string }
  /** The clip itself, packed by the clip worker; `format` says how. */
  | { readonly kind: "inside"; readonly name: string; readonly format: string; readonly bytes: Uint8Array }
  /** An `https:` address. */
  | { readonly kind: "address"; readonly url: string };

/** What a permalink holds: enough to show the result at once and to compute it again. */
export interface LabLink {
  /** A model card's id. */
  readonly modelId: string;
  readonly clip: LinkedClip;
  /** Index into the model's classes; whether the model has so many is for the reader to check. */
  readonly target: number;
  readonly preset: PresetName;
  /** In [0, 2^32). */
  readonly seed: number;
  /** [T], 1 <= T <= 512, values in [0, 1] kept in steps of 1/65535; null before a search. */
  readonly mask: readonly number[] | null;
  /** Kept as float32; null before a search. */
  readonly scores: Scores | null;
}

/** What came of reading a fragment; `link` is null for an empty one. */
export type DecodedLink =
  { readonly ok: true; readonly link: LabLink | null } | { readonly ok: false; readonly problem: LabError };

/** Most frames of a mask. */
const MOST_FRAMES = 512;
/** Most bytes of a clip inside a link: browsers cut addresses at 2 MB, and base64 adds a third. */
const MOST_CLIP_BYTES = 1_000_000;
/** Most bytes of a name; file systems allow 255 characters. */
const MOST_NAME_BYTES = 1024;
const MOST_ADDRESS_BYTES = 4096;
/** More than any link's fields can take; what unpacks to more is hostile. */
const MOST_UNPACKED = MOST_CLIP_BYTES + 16_384;
/** More than any link takes: DEFLATE never adds more than its headers, base64 a third. */
const MOST_CHARACTERS = 1.5 * MOST_UNPACKED;

const VERSION = 1;

/** A model's id is made into an address, so it must not be one: the same letters as in a card. */
const modelId = is.checked(
  is.text(63, "the model"),
  (id) => /^[a-z0-9][a-z0-9-]*$/.test(id),
  "the model",
  "it must be of the letters a to z, digits and hyphens",
);

const address = is.checked(
  is.text(MOST_ADDRESS_BYTES, "the clip's address"),
  (url) => URL.canParse(url) && new URL(url).protocol === "https:",
  "the clip's address",
  "it must begin with https://",
);

/** The one table of what a link holds and in which order, for writing and reading alike. */
const FIELDS = is.struct<LabLink>({
  modelId,
  clip: is.variant<LinkedClip>(
    {
      bundled: is.struct({ kind: is.constant("bundled"), id: is.text(MOST_NAME_BYTES, "the clip's id") }),
      inside: is.struct({
        kind: is.constant("inside"),
        name: is.text(MOST_NAME_BYTES, "the clip's name"),
        format: is.text(64, "the clip's format"),
        bytes: is.bytes(MOST_CLIP_BYTES, "the clip"),
      }),
      address: is.struct({ kind: is.constant("address"), url: address }),
    },
    "the kind of clip",
  ),
  target: is.uint(2, "the target class"),
  preset: is.choice(["default", "paper"], "the preset"),
  seed: is.uint(4, "the seed"),
  mask: is.nullable(is.list(is.unitUint16("a mask value"), MOST_FRAMES, "the mask"), "the mask"),
  scores: is.nullable(
    is.struct<Scores>({ os: is.unitFloat32("OS"), fs: is.unitFloat32("FS"), rs: is.unitFloat32("RS") }),
    "the scores",
  ),
});

/**
 * The link as a fragment, `#` included.
 *
 * @throws {LabError} "link" for what does not fit into one: a clip over 1 MB, an address that is not https,
 *   a value out of the bounds that `LabLink` states.
 */
export function encodeLink(link: LabLink): string {
  const writer = new is.ByteWriter();
  FIELDS.write(writer, link);
  const packed = deflateSync(writer.bytes(), { level: 9 });
  const whole = new is.ByteWriter();
  checksum.write(whole, crc32(packed));
  whole.put(packed);
  return `#v${VERSION}.${toBase64url(whole.bytes())}`;
}

/**
 * Reads a fragment, with or without its `#`. Never throws, whatever the text.
 *
 * A problem's message tells a damaged or cut link from one that a later version of the page made.
 */
export function decodeLink(fragment: string): DecodedLink {
  const text = fragment.replace(/^#/, "");
  if (text === "") return { ok: true, link: null };
  try {
    return { ok: true, link: read(text) };
  } catch (error) {
    return { ok: false, problem: asLabError(error, "link") };
  }
}

const checksum = is.uint(4, "the checksum");

function read(text: string): LabLink {
  const [, version, body] = /^v([1-9]\d{0,5})\.(.*)$/s.exec(text) ?? [];
  if (version === undefined || body === undefined)
    throw damaged("it does not begin as a link of this page does");
  if (Number(version) > VERSION) {
    throw new LabError(
      "link",
      `link: it was made by a later version of this page (v${version}; this one reads v${VERSION}). ` +
        "Reload the page to get the later version, or ask for the link again.",
    );
  }
  if (body.length > MOST_CHARACTERS) throw damaged(`it has ${body.length} characters, more than a link can`);
  const whole = fromBase64url(body);
  if (whole === null) throw damaged("it holds characters that a link does not, or lacks some");
  const reader = new is.ByteReader(whole);
  if (reader.left < 4) throw damaged("it is too short");
  const expected = checksum.read(reader);
  const packed = reader.take(reader.left);
  if (crc32(packed) !== expected) throw damaged("its checksum does not match");
  return readFields(inflate(packed));
}

/** Unpacks a slice at a time, so that a hostile link is refused before it has filled the memory. */
function inflate(packed: Uint8Array): Uint8Array {
  const SLICE = 4096;
  const unpacked = new is.ByteWriter();
  let length = 0;
  const stream = new Inflate((chunk) => {
    length += chunk.length;
    unpacked.put(chunk);
  });
  for (let start = 0; start < packed.length; start += SLICE) {
    stream.push(packed.subarray(start, start + SLICE), start + SLICE >= packed.length);
    if (length > MOST_UNPACKED) throw damaged(`it unpacks to more than ${MOST_UNPACKED} bytes`);
  }
  return unpacked.bytes();
}

function readFields(unpacked: Uint8Array): LabLink {
  const reader = new is.ByteReader(unpacked);
  const link = FIELDS.read(reader);
  if (reader.left > 0) throw damaged(`${reader.left} bytes are left over at its end`);
  return link;
}

function damaged(how: string): LabError {
  return new LabError(
    "link",
    `link: it is damaged or cut short (${how}). Copy the whole link, or ask for it again.`,
  );
}
