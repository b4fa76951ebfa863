/** Figures as files, read back with the page's decoder: number of frames, size, and positions. */
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import type { FrameStack } from "../../../src/clip/clip.ts";
import type { PanelKind } from "../../../src/export/draw-command.ts";
import type { FigureFacts, FigureFile } from "../../../src/export/figure-facts.ts";
import { layFigure } from "../../../src/export/figure-layout.ts";
import { layFilmStrip } from "../../../src/export/film-strip-layout.ts";
import { makeFigure } from "../../../src/export/make-figure.ts";
import { maskSvg } from "../../../src/export/mask-svg.ts";
import { viridis } from "../../../src/math/colour-map.ts";
import { createClient } from "../../../src/worker/client.ts";
import type { ClipCommands } from "../../../src/worker/protocol.ts";
import { labError } from "../../support/lab-error.ts";
import { colourOfFrame, figureFacts, figureRow } from "../../support/figure-facts.ts";
import { decodeFiles, upTo } from "../clip/numbered-pictures.ts";
import { temporalMask } from "../../../src/math/mask.ts";

const T = 8;
const WIDTH = 640;

const worker = new Worker(new URL("../../../src/worker/clip.worker.ts", import.meta.url), { type: "module" });
const client = createClient<ClipCommands>(worker);
afterAll(() => client.terminate());
afterEach(() => vi.unstubAllGlobals());

const asFile = ({ bytes, mime, extension }: FigureFile) =>
  new File([bytes], `figure.${extension}`, { type: mime });

/** Frame of the clip that each panel shows, by the colour at its middle; heat is removed from the Grad-CAM panel. */
function framesShown(frames: FrameStack, facts: FigureFacts, panel: PanelKind, row = 0): number[] {
  const layout = layFigure(facts, WIDTH);
  const scale = frames.W / layout.width;
  return upTo(T).map((t) => {
    const place = layout
      .at(t)
      .commands.find(
        (command) => command.kind === "picture" && command.panel === panel && command.row === row,
      );
    if (place?.kind !== "picture") throw new Error(`no ${panel} in row ${row}`);
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2].map((at) =>
      Math.floor(at * scale),
    );
    const seen = frames.data.subarray(((t * frames.H + y!) * frames.W + x!) * 3).subarray(0, 2);
    const shown = (s: number) =>
      colourOfFrame(s).map((c, i) => (panel === "cam" ? c + 0.75 * (viridis(1)[i]! - c) : c));
    const distance = (s: number) => Math.hypot(shown(s)[0]! - seen[0]!, shown(s)[1]! - seen[1]!);
    return upTo(T).reduce((best, s) => (distance(s) < distance(best) ? s : best), 0);
  });
}

describe.each(["gif", "video"] as const)("%s", (format) => {
  test("has every frame once, at the layout's size and the clip's pace, each panel in its place", async () => {
    const facts = figureFacts();
    const steps: unknown[] = [];
    const file = await client.run(
      "figure",
      { facts, format, width: WIDTH },
      { onStep: (step) => steps.push(step) },
    );
    expect(steps).toEqual(upTo(T).map((t) => ({ done: t + 1, of: T })));
    const { frames, sourceWidth, sourceHeight, durationS, timestampsS } = await decodeFiles(
      [asFile(file)],
      T,
    );
    const layout = layFigure(facts, WIDTH);
    expect([sourceWidth, sourceHeight]).toEqual([layout.width, layout.height]);
    expect(durationS).toBeCloseTo(2, 1);
    timestampsS.forEach((time, t) => expect(time).toBeCloseTo(t / 4, 1));
    expect(framesShown(frames, facts, "original")).toEqual(upTo(T));
    // Frames 3 and 4 are frozen; frame 6 is four tenths frame 5.
    expect(framesShown(frames, facts, "perturbed")).toEqual([0, 1, 1, 1, 4, 5, 6, 7]);
  });

  test("has both rows for two models, each under its own mask, and can reverse", async () => {
    const mask = temporalMask([0, 0, 0, 0, 1, 1, 1, 1]);
    const facts = figureFacts({ shows: "reverse", rows: [figureRow(), figureRow({ mask })] });
    const file = await makeFigure({ facts, format, width: WIDTH });
    const { frames } = await decodeFiles([asFile(file)], T);
    expect(framesShown(frames, facts, "perturbed", 0)).toEqual([0, 1, 3, 2, 4, 5, 6, 7]);
    expect(framesShown(frames, facts, "perturbed", 1)).toEqual([0, 1, 2, 3, 7, 6, 5, 4]);
    expect(framesShown(frames, facts, "original", 1)).toEqual(upTo(T));
  });

  test("shows heat over the clip in its Grad-CAM panel", async () => {
    const file = await makeFigure({ facts: figureFacts(), format, width: WIDTH });
    const { frames } = await decodeFiles([asFile(file)], T);
    const seen = framesShown(frames, figureFacts(), "cam");
    // Full heat leaves a quarter of a frame's colour, so neighbours may be confused.
    seen.forEach((s, t) => expect(Math.abs(s - t)).toBeLessThanOrEqual(2));
    const place = layFigure(figureFacts(), WIDTH)
      .at(0)
      .commands.find((command) => command.kind === "picture" && command.panel === "cam");
    if (place?.kind !== "picture") throw new Error("no Grad-CAM panel");
    const scale = frames.W / WIDTH;
    const at = Math.floor((place.y + 9) * scale) * frames.W + Math.floor((place.x + 9) * scale);
    expect(frames.data[at * 3 + 2]!).toBeLessThan(80); // 90 without the heat, 50 with it
  });

  test("stops when cancelled, and the worker keeps working", async () => {
    const controller = new AbortController();
    const job = client.run(
      "figure",
      { facts: figureFacts(), format, width: WIDTH },
      { signal: controller.signal, onStep: () => controller.abort() },
    );
    await expect(job).rejects.toEqual(labError("cancelled"));
  });
});

/** All text in a file; a GIF's comment without its block lengths. */
function wordsIn({ bytes, extension }: FigureFile): string {
  if (extension !== "gif") return new TextDecoder().decode(bytes);
  const comment: number[] = [];
  let at = 13 + 3 * 256;
  expect([bytes[at], bytes[at + 1]]).toEqual([0x21, 0xfe]);
  for (at += 2; bytes[at]! > 0; at += 1 + bytes[at]!) {
    comment.push(...bytes.subarray(at + 1, at + 1 + bytes[at]!));
  }
  return new TextDecoder().decode(Uint8Array.from(comment));
}

test.each(["gif", "video", "film-strip"] as const)(
  "a %s file says class, model, preset and scores, and holds the whole link",
  async (format) => {
    const said = wordsIn(await makeFigure({ facts: figureFacts(), format, width: WIDTH }));
    const missing = [
      figureFacts().link ?? "",
      "Which frames “Moving something up” needs",
      "I3D, default preset: class “Moving something up”; OS 0.944, FS 0.031, RS 0.384",
    ].filter((words) => !said.includes(words));
    expect(missing).toEqual([]);
  },
);

test.each([
  { allowed: ["avc1", "vp09", "vp8"], extension: "mp4", mime: "video/mp4" },
  { allowed: ["vp09", "vp8"], extension: "webm", mime: "video/webm" },
  { allowed: ["vp8"], extension: "webm", mime: "video/webm" },
])("with encoders for $allowed a video is $mime", async ({ allowed, extension, mime }) => {
  allowEncoders(allowed);
  const file = await makeFigure({ facts: figureFacts(), format: "video", width: WIDTH });
  expect(file).toMatchObject({ extension, mime });
  expect((await decodeFiles([asFile(file)], T)).timestampsS).toHaveLength(T);
});

test("without an encoder a video is refused, with an alternative", async () => {
  allowEncoders([]);
  const job = makeFigure({ facts: figureFacts(), format: "video", width: WIDTH });
  await expect(job).rejects.toEqual(labError("unsupported", ["640", "GIF"]));
});

function allowEncoders(prefixes: readonly string[]): void {
  vi.stubGlobal(
    "VideoEncoder",
    class extends VideoEncoder {
      static override isConfigSupported(config: VideoEncoderConfig) {
        const allowed = prefixes.some((prefix) => config.codec.startsWith(prefix));
        return allowed ? super.isConfigSupported(config) : Promise.resolve({ config, supported: false });
      }
    },
  );
}

test("a film strip has every frame of the clip, side by side, at twice the layout's size", async () => {
  const facts = figureFacts();
  const file = await client.run("figure", { facts, format: "film-strip", width: WIDTH });
  const drawing = layFilmStrip(facts, WIDTH);
  const bitmap = await createImageBitmap(asFile(file));
  expect([bitmap.width, bitmap.height]).toEqual([2 * drawing.width, 2 * drawing.height]);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const seen = drawing.commands.flatMap((command) => {
    if (command.kind !== "picture" || command.panel !== "original") return [];
    const { x, y, width, height } = command;
    return [[...context.getImageData(2 * x + width, 2 * y + height, 1, 1).data.slice(0, 3)]];
  });
  expect(seen).toEqual(upTo(T).map((t) => [...colourOfFrame(t)]));
});

test("a mask of another length is refused", async () => {
  const facts = figureFacts({ rows: [figureRow({ mask: temporalMask([0, 1]) })] });
  await expect(makeFigure({ facts, format: "gif", width: WIDTH })).rejects.toEqual(labError("shape", [2, 8]));
});

test("the mask's SVG is well formed and drawn as an image", async () => {
  const svg = maskSvg(figureFacts({ clipName: 'a & b < "c"' }));
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(parsed.querySelector("parsererror")).toBeNull();
  expect(parsed.querySelector("desc")?.textContent).toContain('a & b < "c"');
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  expect(image.naturalWidth).toBe(960);
});
