/**
 * Identifies a file that is not a checkpoint by its first bytes, never by its name, and says what the user can do. Covers
 * only files that users are likely to drop by mistake, and files derived from checkpoints.
 */
import { asText, findSignature, startsWith, type Signature } from "../base/signatures.ts";
import type { Look } from "./look.ts";
import { shown } from "../base/shown.ts";

/** The list of files that the page accepts, with which every such message ends. */
export const WHAT_FITS =
  "These would fit: a checkpoint with a model’s weights from PyTorch (.pt, .pth, .pth.tar, .bin), safetensors, Keras " +
  "(.keras, .h5) or TensorFlow (.index and .data), or a TF.js model (model.json together with all its .bin files).";

interface Verdict {
  /** Kind of file: a noun phrase. */
  readonly is: string;
  /** Advice to the user: a sentence. */
  readonly remedy?: string;
}

const UNPACK = "Unpack it and choose the checkpoint inside.";
const CLIP = "To see what a model does with it, open it with “Upload a clip”.";
const PICKLE = "In Python, save the weights with torch.save(model.state_dict(), path).";

const SIGNATURES: readonly (Verdict & Signature)[] = [
  { at: 4, bytes: "ftyp", is: "a video or picture (of the MP4 family)", remedy: CLIP },
  { at: 4, bytes: "moov", is: "a QuickTime video", remedy: CLIP },
  { at: 0, bytes: "\x1a\x45\xdf\xa3", is: "a WebM or Matroska video", remedy: CLIP },
  { at: 8, bytes: "AVI ", is: "an AVI video", remedy: CLIP },
  { at: 0, bytes: "\x89PNG\r\n\x1a\n", is: "a PNG picture", remedy: CLIP },
  { at: 0, bytes: "\xff\xd8\xff", is: "a JPEG picture", remedy: CLIP },
  { at: 0, bytes: "GIF8", is: "a GIF picture", remedy: CLIP },
  { at: 8, bytes: "WEBP", is: "a WebP picture", remedy: CLIP },
  { at: 0, bytes: "\x1f\x8b", is: "a gzip archive", remedy: UNPACK },
  { at: 0, bytes: "BZh", is: "a bzip2 archive", remedy: UNPACK },
  { at: 0, bytes: "\xfd7zXZ\0", is: "an xz archive", remedy: UNPACK },
  { at: 0, bytes: "7z\xbc\xaf\x27\x1c", is: "a 7-Zip archive", remedy: UNPACK },
  { at: 0, bytes: "Rar!", is: "a RAR archive", remedy: UNPACK },
  { at: 0, bytes: "\x28\xb5\x2f\xfd", is: "a Zstandard archive", remedy: UNPACK },
  {
    at: 0,
    bytes: "\x93NUMPY",
    is: "one NumPy array",
    remedy: "Save the model’s state_dict() from PyTorch instead.",
  },
  {
    at: 4,
    bytes: "TFL3",
    is: "a TensorFlow Lite model",
    remedy: "Choose the checkpoint from which it was made.",
  },
  { at: 0, bytes: "GGUF", is: "a GGUF file, which holds language models" },
  { at: 0, bytes: "%PDF", is: "a PDF document" },
  { at: 0, bytes: "\x7fELF", is: "a program" },
  { at: 0, bytes: "MZ", is: "a program" },
  { at: 0, bytes: "PK\x05\x06", is: "an empty zip archive" },
  { at: 0, bytes: "PK\x07\x08", is: "a zip archive in several parts", remedy: UNPACK },
];

/** Returns the message for a file of no known format: its kind, the remedy, and what would fit. */
export function whatItIs(look: Look): string {
  const { is, remedy } = verdict(look);
  return [`${look.file.name}: it is ${is}, not a checkpoint.`, remedy, WHAT_FITS].filter(Boolean).join(" ");
}

function verdict({ file, head, zip }: Look): Verdict {
  if (file.size === 0) return { is: "empty", remedy: "Download or copy it again." };
  if (zip !== null) return zipVerdict(zip.paths);
  const known = findSignature(SIGNATURES, head);
  if (known !== undefined) return known;
  if (startsWith(head, "ustar", TAR_MARK)) return tarVerdict(head);
  if (head[0] === PICKLE_MARK && (head[1] ?? 0) >= 2 && (head[1] ?? 0) <= 5) {
    return { is: "a Python pickle that torch.save did not write", remedy: PICKLE };
  }
  const text = asText(head);
  if (text !== null) return textVerdict(text);
  if (isOnnx(head)) {
    return { is: "an ONNX model", remedy: "Choose the PyTorch checkpoint from which it was exported." };
  }
  const blank = head.every((byte) => byte === 0);
  return { is: blank ? "blank at its start (an interrupted download?)" : "a file of an unknown kind" };
}

function zipVerdict(paths: readonly string[]): Verdict {
  if (paths.length > 0 && paths.every((path) => path.endsWith(".npy"))) {
    return {
      is: "an archive of NumPy arrays (.npz)",
      remedy: "Save the model’s state_dict() from PyTorch instead.",
    };
  }
  const [first = "nothing"] = paths;
  return { is: `a zip archive of other files (${shown(first)})`, remedy: UNPACK };
}

/** Offset of a tar archive's signature. */
const TAR_MARK = 257;
/** First byte of binary pickles; the second is the protocol. */
const PICKLE_MARK = 0x80;

/** Recognises the tar archives that the first versions of PyTorch wrote. */
function tarVerdict(head: Uint8Array): Verdict {
  if (["sys_info", "pickle", "storages", "tensors"].some((name) => startsWith(head, `${name}\0`))) {
    return {
      is: "in PyTorch’s oldest format, a tar archive",
      remedy: "Load it in PyTorch and save it again with torch.save.",
    };
  }
  return { is: "a tar archive", remedy: UNPACK };
}

function textVerdict(text: string): Verdict {
  if (text.startsWith("version https://git-lfs.github.com/spec/")) {
    const size = /^size (\d+)$/m.exec(text)?.[1];
    return {
      is: `a git-lfs pointer to the real file${size === undefined ? "" : ` of ${size} bytes`}`,
      remedy: "Run “git lfs pull” in its folder, or download the file itself.",
    };
  }
  if (/^\s*<(!doctype html|html|head)/i.test(text)) {
    return {
      is: "a web page",
      remedy: "The download probably needed a log-in or a confirmation; fetch the file in a browser.",
    };
  }
  if (/^\s*[{[]/.test(text)) return { is: "a JSON file" };
  return { is: "a text file" };
}

/** Returns whether the file starts like ONNX: with its version (field 1 of a protocol buffer), then its producer or graph. */
function isOnnx(head: Uint8Array): boolean {
  const [tag = 0, version = 0, next = 0] = head;
  return tag === 0x08 && version >= 1 && version <= 20 && [0x12, 0x1a, 0x22, 0x3a, 0x42].includes(next);
}
