/** Files that are not checkpoints of plain weights: the message says what each is and what to do. */
import { describe, expect, test } from "vitest";
import { openCheckpoint } from "../../../src/checkpoint/open.ts";
import { fixtureBytes, fixtureFile } from "../../support/checkpoint-files.ts";
import { HugeFile } from "../../support/huge-file.ts";
import { labError } from "../../support/lab-error.ts";
import { zipOf } from "../../support/zip-files.ts";

const open = (name: string, ...parts: readonly BlobPart[]) => openCheckpoint([new File([...parts], name)]);
const both = (name: string) => [`${name}.pt`, `${name}-legacy.pt`];

/** Returns Latin-1 text as bytes. */
const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe("a file by PyTorch is refused by name", () => {
  test.each([
    ...both("evil-os-system").map((name) => ({ name, says: ["posix.system", "never"] })),
    ...both("evil-eval").map((name) => ({ name, says: ["eval", "never"] })),
    ...both("evil-popen").map((name) => ({ name, says: ["Popen", "never"] })),
    ...both("arguments").map((name) => ({ name, says: ["argparse.Namespace", 'checkpoint["state_dict"]'] })),
    ...both("whole-model").map((name) => ({ name, says: ["WholeModel", "state_dict()"] })),
    ...both("only-a-tensor").map((name) => ({ name, says: ["one tensor", "state_dict()"] })),
    ...both("no-tensors").map((name) => ({ name, says: ['"epoch", "arch"'] })),
    ...both("several").map((name) => ({ name, says: ['"student", "teacher"'] })),
    ...both("complex").map((name) => ({ name, says: ['"spectrum"', "complex64"] })),
    ...both("quantised").map((name) => ({ name, says: ['"q"', "quantised"] })),
    ...both("sparse").map((name) => ({ name, says: ['"s"', "sparse"] })),
    ...both("meta").map((name) => ({ name, says: ['"m"', "without values"] })),
    { name: "torchscript.pt", says: ["TorchScript", "torch.jit.load(path).state_dict()"] },
  ])("$name: $says", async ({ name, says }) => {
    await expect(openCheckpoint([fixtureFile(name)])).rejects.toEqual(labError("weights", [name, ...says]));
  });
});

describe("a file that is not a checkpoint is identified", () => {
  const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 51234567\n`;
  test.each([
    { what: "nothing", head: "", says: ["empty"] },
    { what: "a git-lfs pointer", head: lfs, says: ["git-lfs pointer", 51234567, "git lfs pull"] },
    { what: "a text", head: "Weights: see the wiki.\n", says: ["a text file"] },
    { what: "a web page", head: "\n<!DOCTYPE html><html>", says: ["web page", "log-in"] },
    { what: "JSON", head: '{"a": 1}', says: ["JSON"] },
    { what: "an MP4 video", head: "\0\0\0\x18ftypisom\0\0", says: ["video", "Upload a clip"] },
    { what: "a WebM video", head: "\x1a\x45\xdf\xa3\x01", says: ["WebM", "Upload a clip"] },
    { what: "a PNG picture", head: "\x89PNG\r\n\x1a\n\0", says: ["PNG", "Upload a clip"] },
    { what: "a gzip archive", head: "\x1f\x8b\x08\0", says: ["gzip", "Unpack"] },
    { what: "one NumPy array", head: "\x93NUMPY\x01\0", says: ["NumPy"] },
    { what: "a plain pickle", head: "\x80\x02}q\0X\x01\0\0\0aK\x01s.", says: ["pickle", "torch.save"] },
    { what: "an ONNX model", head: "\x08\x07\x12\x07pytorch\x1a\x01", says: ["ONNX"] },
    { what: "tar", head: `weights.pth${"\0".repeat(246)}ustar\x0000`, says: ["tar archive", "Unpack"] },
    {
      what: "PyTorch 0.1",
      head: `sys_info${"\0".repeat(249)}ustar  \0`,
      says: ["oldest format", "torch.save"],
    },
    { what: "blank bytes", head: "\0".repeat(5000), says: ["blank", "download"] },
    { what: "noise", head: "\x9e\x11\xff\x02\x8d", says: ["unknown kind"] },
  ])("$what named model.pt", async ({ head, says }) => {
    await expect(open("model.pt", bytes(head))).rejects.toEqual(
      labError("weights", ["model.pt: it is", ...says, "would fit"]),
    );
  });

  test("a zip archive of other files, or of NumPy arrays", async () => {
    const photos = await zipOf({ "holiday/one.jpg": bytes("x"), "holiday/two.jpg": bytes("y") });
    await expect(open("model.pt", photos)).rejects.toEqual(labError("weights", ["zip", "holiday/one.jpg"]));
    await expect(openCheckpoint([fixtureFile("arrays.npz")])).rejects.toEqual(labError("weights", ["NumPy"]));
  });

  test("no file, or several checkpoints", async () => {
    await expect(openCheckpoint([])).rejects.toEqual(labError("weights", ["No file"]));
    await expect(openCheckpoint(["zip-types.pt", "legacy-types.pt"].map(fixtureFile))).rejects.toEqual(
      labError("weights", ["zip-types.pt, legacy-types.pt", "one checkpoint at a time"]),
    );
  });

  test.each([
    { what: "noise", head: bytes("\x9e\x11\xff\x02\x8d") },
    { what: "a video", head: bytes("\0\0\0\x18ftypisom") },
    { what: "a broken zip archive", head: fixtureBytes("zip-types.pt").subarray(0, 1000) },
  ])("3 GB of $what are refused after a few kilobytes", async ({ head }) => {
    const file = new HugeFile(head, "huge.pt");
    await expect(openCheckpoint([file])).rejects.toEqual(labError("weights", ["huge.pt"]));
    expect(file.bytesRead).toBeGreaterThan(0); // control: reads are counted
    expect(file.bytesRead).toBeLessThan(2 ** 19);
  });
});
