/**
 * Permalinks: everything that is on screen, as text for the URL's fragment.
 *
 * `#v1.` to `#v6.` + base64url(CRC-32 of the rest, 4 bytes little-endian + raw DEFLATE of the version's fields).
 * A link is written in the oldest version that can hold it. Every version is read for ever.
 * Pure: the address bar is the app's business, packing a clip into bytes the clip worker's.
 */
import { deflateSync, Inflate } from "fflate";
import { asLabError, LabError } from "../base/errors.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import * as is from "./byte-codec.ts";
import { crc32 } from "../base/crc32.ts";
import {
  consistent,
  FIELDS_V1,
  FIELDS_V2,
  FIELDS_V3,
  FIELDS_V4,
  FIELDS_V5,
  FIELDS_V6,
  MOST_CLIP_BYTES,
  type LabLink,
} from "./link-fields.ts";
import { asV1, asV2, asV3, asV4, asV5, fromV1, fromV2, fromV3, fromV4, fromV5 } from "./link-versions.ts";

/** What came of reading a fragment; `link` is null for an empty one. */
export type DecodedLink =
  { readonly ok: true; readonly link: LabLink | null } | { readonly ok: false; readonly problem: LabError };

/** More than any link's fields can take; what unpacks to more is hostile. */
const MOST_UNPACKED = MOST_CLIP_BYTES + 16_384;
/** More than any link takes: DEFLATE never adds more than its headers, base64 a third. */
const MOST_CHARACTERS = 1.5 * MOST_UNPACKED;

/** The newest version. */
const VERSION = 6;

/**
 * The link as a fragment, `#` included.
 *
 * @throws {LabError} "link" for what does not fit into one: a clip over 1 MB, an address that is not https,
 *   a value out of the bounds that `LabLink` states.
 */
export function encodeLink(link: LabLink): string {
  const writer = new is.ByteWriter();
  const version = writeFields(writer, consistent(link));
  const packed = deflateSync(writer.bytes(), { level: 9 });
  const whole = new is.ByteWriter();
  checksum.write(whole, crc32(packed));
  whole.put(packed);
  return `#v${version}.${toBase64url(whole.bytes())}`;
}

/** Writes the oldest version that can hold the link, and says which. */
function writeFields(writer: is.ByteWriter, link: LabLink): number {
  const fifth = asV5(link);
  if (fifth === null) return (FIELDS_V6.write(writer, link), VERSION);
  const fourth = asV4(fifth);
  if (fourth === null) return (FIELDS_V5.write(writer, fifth), 5);
  const third = asV3(fourth);
  if (third === null) return (FIELDS_V4.write(writer, fourth), 4);
  const second = asV2(third);
  if (second === null) return (FIELDS_V3.write(writer, third), 3);
  const first = asV1(second);
  if (first === null) return (FIELDS_V2.write(writer, second), 2);
  return (FIELDS_V1.write(writer, first), 1);
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
  return readFields(Number(version), inflate(packed));
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

/** By version. */
const READERS: Readonly<Record<number, (reader: is.ByteReader) => LabLink>> = {
  1: (reader) => fromV5(fromV4(fromV3(fromV2(fromV1(FIELDS_V1.read(reader)))))),
  2: (reader) => fromV5(fromV4(fromV3(fromV2(FIELDS_V2.read(reader))))),
  3: (reader) => fromV5(fromV4(fromV3(FIELDS_V3.read(reader)))),
  4: (reader) => fromV5(fromV4(FIELDS_V4.read(reader))),
  5: (reader) => fromV5(FIELDS_V5.read(reader)),
  6: (reader) => FIELDS_V6.read(reader),
};

function readFields(version: number, unpacked: Uint8Array): LabLink {
  const reader = new is.ByteReader(unpacked);
  const link = consistent(READERS[version]!(reader));
  if (reader.left > 0) throw damaged(`${reader.left} bytes are left over at its end`);
  return link;
}

function damaged(how: string): LabError {
  return new LabError(
    "link",
    `link: it is damaged or cut short (${how}). Copy the whole link, or ask for it again.`,
  );
}
