/**
 * Identifies a file by its first bytes. Names and MIME types are ignored, because they are often wrong. Distinguishes
 * only kinds that can be opened here and kinds that people are likely to try.
 */
import { asText, findSignature, type Signature } from "../base/signatures.ts";

/** Number of bytes from the start of a file that `sniff` needs. */
export const SNIFF_BYTES = 4096;

/** Image formats that browsers decode. */
export type ImageMime = "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif";

/** Kind of a file. */
export type FileKind =
  /** A container that mediabunny reads: MP4, MOV, WebM, MKV. */
  | { readonly kind: "video"; readonly what: string }
  | { readonly kind: "image"; readonly what: string; readonly mime: ImageMime }
  | { readonly kind: "empty" }
  /** `what`: a noun phrase for the message, such as "a PDF document". */
  | { readonly kind: "other"; readonly what: string };

const image = (what: string, mime: ImageMime): FileKind => ({ kind: "image", what, mime });
const other = (what: string): FileKind => ({ kind: "other", what });
const MP4: FileKind = { kind: "video", what: "MP4" };
const MOV: FileKind = { kind: "video", what: "QuickTime" };

const SIGNATURES: readonly (Signature & { readonly is: FileKind })[] = [
  { at: 4, bytes: "ftypavif", is: image("AVIF", "image/avif") },
  { at: 4, bytes: "ftypavis", is: image("AVIF", "image/avif") },
  { at: 4, bytes: "ftyphei", is: other("a HEIC photo") },
  { at: 4, bytes: "ftypmif1", is: other("a HEIC photo") },
  { at: 4, bytes: "ftypqt  ", is: MOV },
  { at: 4, bytes: "ftyp", is: MP4 },
  // Old QuickTime files have no `ftyp`; fragments and streams may start with these.
  { at: 4, bytes: "moov", is: MOV },
  { at: 4, bytes: "mdat", is: MOV },
  { at: 4, bytes: "wide", is: MOV },
  { at: 4, bytes: "skip", is: MOV },
  { at: 4, bytes: "free", is: MOV },
  { at: 4, bytes: "styp", is: MP4 },
  { at: 0, bytes: "\x1a\x45\xdf\xa3", is: { kind: "video", what: "WebM or Matroska" } },
  { at: 0, bytes: "\x89PNG\r\n\x1a\n", is: image("PNG", "image/png") },
  { at: 0, bytes: "\xff\xd8\xff", is: image("JPEG", "image/jpeg") },
  { at: 0, bytes: "GIF87a", is: image("GIF", "image/gif") },
  { at: 0, bytes: "GIF89a", is: image("GIF", "image/gif") },
  { at: 8, bytes: "WEBP", is: image("WebP", "image/webp") },
  { at: 8, bytes: "AVI ", is: other("an AVI video") },
  { at: 8, bytes: "WAVE", is: other("a WAV sound file") },
  { at: 0, bytes: "FLV\x01", is: other("a Flash video") },
  { at: 0, bytes: "\x30\x26\xb2\x75\x8e\x66\xcf\x11", is: other("a Windows Media (WMV) video") },
  { at: 0, bytes: "\0\0\x01\xba", is: other("an MPEG-1 or MPEG-2 video") },
  { at: 0, bytes: "\0\0\x01\xb3", is: other("an MPEG-1 or MPEG-2 video") },
  { at: 0, bytes: "II*\0", is: other("a TIFF image") },
  { at: 0, bytes: "MM\0*", is: other("a TIFF image") },
  { at: 0, bytes: "OggS", is: other("an Ogg file") },
  { at: 0, bytes: "ID3", is: other("an MP3 sound file") },
  { at: 0, bytes: "fLaC", is: other("a FLAC sound file") },
  { at: 0, bytes: "%PDF", is: other("a PDF document") },
  { at: 0, bytes: "PK\x03\x04", is: other("a ZIP archive") },
];

/**
 * Returns the kind of a file, given its first bytes.
 *
 * @param head  the first `SNIFF_BYTES` bytes, or the whole file if it is shorter.
 */
export function sniff(head: Uint8Array): FileKind {
  if (head.length === 0) return { kind: "empty" };
  const match = findSignature(SIGNATURES, head);
  if (match !== undefined) return match.is;
  return other(asText(head) !== null ? "a text file" : "a file of an unknown type");
}
