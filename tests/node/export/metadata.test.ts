/** Metadata of files: SVG texts, a GIF's comment, a PNG's text chunks, file names. */
import { describe, expect, test } from "vitest";
import { fileName } from "../../../src/export/file-name.ts";
import { MADE_BY, tagsAsText, tagsOf } from "../../../src/export/file-tags.ts";
import { withComment } from "../../../src/export/gif.ts";
import { maskSvg } from "../../../src/export/mask-svg.ts";
import { withTags } from "../../../src/export/png.ts";
import { crc32 } from "../../../src/base/crc32.ts";
import { labError } from "../../support/lab-error.ts";
import { figureFacts, figureRow } from "../../support/figure-facts.ts";

describe("the mask as SVG", () => {
  const svg = maskSvg(figureFacts());

  test("has a title and a description, and holds the full link", () => {
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*role="img" aria-labelledby="title description"/,
    );
    expect(svg).toContain('<title id="title">Temporal mask for “Moving something up”</title>');
    expect(svg).toContain("OS 0.944, FS 0.031, RS 0.384; perturbed frames: 3–4 of 8");
    const { link } = figureFacts();
    expect(svg).toContain(`<metadata>${MADE_BY} ${link}</metadata>`);
    expect(svg).toContain(`<a href="${link}"><text`);
  });

  test("has a bar for each value above 0", () => {
    expect(svg.match(/fill="#e9edef"/g)).toHaveLength(8);
    // Two on, one partly on, and the two swatches of the legend.
    expect(svg.match(/<rect [^>]*fill="#006c8a"/g)).toHaveLength(2 + 1);
    expect(svg.match(/<rect [^>]*fill="#3fa3bf"/g)).toHaveLength(1 + 1);
  });

  test("cannot be broken by the name of a clip or class", () => {
    const hostile = maskSvg(
      figureFacts({
        clipName: '</text><script>alert("x")</script>\u0000',
        rows: [figureRow({ className: "<b>&" })],
        link: "javascript:alert(1)",
      }),
    );
    for (const part of ["<script", "<b>", "\u0000", 'href="javascript']) expect(hostile).not.toContain(part);
    expect(hostile).toContain("&lt;script&gt;alert(&quot;x&quot;)");
    expect(hostile).toContain("“&lt;b&gt;&amp;”");
  });
});

describe("a GIF's comment", () => {
  /** Header and screen without and with a table of 4 colours, then "rest". */
  const gif = (flags: number, table: readonly number[]) =>
    Uint8Array.from([...Buffer.from("GIF89a"), 1, 0, 1, 0, flags, 0, 0, ...table, ...Buffer.from("rest")]);
  const table = Array.from({ length: 12 }, (_, i) => i);

  test.each([
    { name: "without a colour table", bytes: gif(0x70, []), at: 13 },
    { name: "after a table of 4 colours", bytes: gif(0xf1, table), at: 25 },
  ])("stands $name, in blocks of 255 bytes", ({ bytes, at }) => {
    const comment = "é".repeat(150); // 300 bytes
    const out = withComment(bytes, comment);
    expect([...out.subarray(0, at)]).toEqual([...bytes.subarray(0, at)]);
    expect([out[at], out[at + 1], out[at + 2]]).toEqual([0x21, 0xfe, 255]);
    expect(out[at + 3 + 255]).toBe(45);
    expect(out[at + 3 + 255 + 1 + 45]).toBe(0);
    const text = Buffer.concat([out.subarray(at + 3, at + 258), out.subarray(at + 259, at + 304)]);
    expect(text.toString("utf8")).toBe(comment);
    expect(Buffer.from(out.subarray(at + 305)).toString()).toBe("rest");
  });

  test("is refused for bytes that are not a GIF", () => {
    expect(() => withComment(new Uint8Array(20), "x")).toThrow(labError("value", ["GIF"]));
  });
});

describe("a PNG's tags", () => {
  /** Signature, an IHDR of 13 bytes and an IEND. */
  const png = Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...[0, 0, 0, 13, ...Buffer.from("IHDR"), ...new Array<number>(13).fill(1), 9, 9, 9, 9],
    ...[0, 0, 0, 0, ...Buffer.from("IEND"), 0xae, 0x42, 0x60, 0x82],
  ]);

  function chunksOf(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const chunks: { type: string; data: Buffer; crcFits: boolean }[] = [];
    for (let at = 8; at < bytes.length;) {
      const length = view.getUint32(at);
      const typed = bytes.subarray(at + 4, at + 8 + length);
      const type = Buffer.from(typed.subarray(0, 4)).toString();
      const crcFits = view.getUint32(at + 8 + length) === crc32(typed);
      chunks.push({ type, data: Buffer.from(typed.subarray(4)), crcFits });
      at += 12 + length;
    }
    return chunks;
  }

  test("come directly after its header, in UTF-8, with their checksums", () => {
    const facts = figureFacts({ clipName: "Scheibe „auf“" });
    const chunks = chunksOf(withTags(png, tagsOf(facts)));
    expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "iTXt", "iTXt", "iTXt", "iTXt", "IEND"]);
    const words = chunks.filter(({ type }) => type === "iTXt");
    expect(words.every(({ crcFits }) => crcFits)).toBe(true);
    const said = new Map(
      words.map(({ data }) => data.toString("utf8").split("\0\0\0\0\0") as [string, string]),
    );
    expect(said.get("Source")).toBe(facts.link);
    expect(said.get("Title")).toBe("Which frames “Moving something up” needs");
    expect(said.get("Description")).toContain("Scheibe „auf“");
    expect(said.get("Software")).toMatch(/^Freezeframe \d/);
  });

  test("have no Source if there is no link", () => {
    expect(chunksOf(withTags(png, tagsOf(figureFacts({ link: null }))))).toHaveLength(5);
    expect(tagsAsText(tagsOf(figureFacts({ link: null })))).not.toContain("http");
  });

  test("are refused for bytes that are not a PNG", () => {
    expect(() => withTags(new Uint8Array(30), tagsOf(figureFacts()))).toThrow(labError("value", ["PNG"]));
  });
});

test.each([
  { clipName: "Disc moving up", file: "freezeframe_disc-moving-up_i3d-c-lstm_moving-something-up.gif" },
  { clipName: "Été à l'école!.MP4", file: "freezeframe_ete-a-l-ecole_i3d-c-lstm_moving-something-up.gif" },
  { clipName: "../../etc/passwd", file: "freezeframe_etc-passwd_i3d-c-lstm_moving-something-up.gif" },
  { clipName: "手を上げる.webm", file: "freezeframe_手を上げる_i3d-c-lstm_moving-something-up.gif" },
  { clipName: "???", file: "freezeframe_i3d-c-lstm_moving-something-up.gif" },
])("a file of the clip $clipName is called $file", ({ clipName, file }) => {
  const named = { clipName, modelNames: ["I3D", "C-LSTM"], className: "Moving something up" };
  expect(fileName(named, "gif")).toBe(file);
});

test("a film strip's name distinguishes it from other pictures", () => {
  const named = { clipName: "a".repeat(300), modelNames: ["I3D"], className: "up" };
  expect(fileName(named, "png", "film-strip")).toBe(`freezeframe_${"a".repeat(40)}_i3d_up_film-strip.png`);
});
