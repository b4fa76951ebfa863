/**
 * Makes public/clips: generated clips as small H.264 videos, with thumbnails and manifest.json. Needs ffmpeg.
 *
 *   node --import tsx scripts/generate-bundled-clips.ts [OUT_DIR = public/clips]
 *
 * Seeds come from the test range (training/README.md); no model was trained on them.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUNDLED_FRAMES as FRAMES } from "../src/generate/boxes.ts";
import { GENERATED_CLASSES, type Action } from "../src/generate/classes.ts";
import { generateClip, type GeneratedClip } from "../src/generate/generate-clip.ts";

const FPS = 16;
const LANDSCAPE = { width: 320, height: 240 };
const PORTRAIT = { width: 240, height: 320 };

/**
 * One clip to make; links name it by `id`. Except for the hard ones, clips were picked among those that both models
 * predict correctly, for a clear view and a short or off-centre event.
 */
interface Recipe {
  readonly id: string;
  readonly action: Action;
  readonly seed: number;
  /** Default: `LANDSCAPE`. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Reason why it is hard; only for hard clips. */
  readonly hard?: string;
}

const RECIPES: readonly Recipe[] = [
  { id: "up-1", action: "up", seed: 5000255 },
  { id: "up-2", action: "up", seed: 5000450, size: PORTRAIT },
  { id: "away-1", action: "away", seed: 5000026 },
  { id: "away-2", action: "away", seed: 5000641 },
  { id: "closer-1", action: "closer", seed: 5000057 },
  { id: "closer-2", action: "closer", seed: 5000222 },
  { id: "collide-1", action: "collide", seed: 5000043 },
  { id: "collide-2", action: "collide", seed: 5000088 },
  { id: "pass-1", action: "pass", seed: 5000119 },
  { id: "pass-2", action: "pass", seed: 5000104 },
  { id: "bury-1", action: "bury", seed: 5000520 },
  { id: "bury-2", action: "bury", seed: 5000625 },
  { id: "pretend-1", action: "pretend", seed: 5000481 },
  { id: "pretend-2", action: "pretend", seed: 5000076 },
  { id: "pan-left-1", action: "pan-left", seed: 5000468 },
  { id: "pan-left-2", action: "pan-left", seed: 5000423 },
  { id: "pan-right-1", action: "pan-right", seed: 5000514 },
  { id: "pan-right-2", action: "pan-right", seed: 5000244 },
  { id: "pan-up-1", action: "pan-up", seed: 5000275, size: PORTRAIT },
  { id: "pan-up-2", action: "pan-up", seed: 5000170 },
  { id: "pan-down-1", action: "pan-down", seed: 5000212 },
  { id: "pan-down-2", action: "pan-down", seed: 5000437 },
  { id: "down-1", action: "down", seed: 5000486 },
  { id: "down-2", action: "down", seed: 5000411 },
  { id: "take-1", action: "take", seed: 5000157 },
  { id: "take-2", action: "take", seed: 5000397 },
  { id: "push-1", action: "push", seed: 5000113 },
  { id: "push-2", action: "push", seed: 5000368 },
  { id: "nothing-1", action: "nothing", seed: 5000009 },
  { id: "nothing-2", action: "nothing", seed: 5000084 },
  {
    id: "hard-1",
    action: "collide",
    seed: 5000103,
    hard: "Wrong: the C-LSTM takes the collision for two things moved closer; I3D does not.",
  },
  {
    id: "hard-2",
    action: "closer",
    seed: 5000132,
    hard: "Ambiguous: the C-LSTM takes it for moved closer, I3D for a collision.",
  },
  {
    id: "hard-3",
    action: "nothing",
    seed: 5000609,
    hard: "No event: nothing moves but the hand-held camera; the C-LSTM sees something happen, and I3D is undecided.",
  },
];

function main(out = "public/clips"): void {
  mkdirSync(out, { recursive: true });
  const clips = RECIPES.map((recipe) => {
    const { name } = GENERATED_CLASSES.find((c) => c.action === recipe.action)!;
    const clip = generateClip({
      className: name,
      seed: recipe.seed,
      T: FRAMES,
      ...(recipe.size ?? LANDSCAPE),
    });
    const file = `${recipe.id}.mp4`;
    const thumbnail = `${recipe.id}.webp`;
    encodeVideo(clip, join(out, file));
    encodeThumbnail(clip, join(out, thumbnail));
    return {
      id: recipe.id,
      name,
      file,
      thumbnail,
      label: name,
      durationS: FRAMES / FPS,
      ...(recipe.action === "nothing" ? {} : { eventS: [clip.event[0] / FPS, (clip.event[1] + 1) / FPS] }),
      licence: "CC0-1.0",
      seed: recipe.seed,
      ...(recipe.hard === undefined ? {} : { hard: recipe.hard }),
    };
  });
  writeFileSync(join(out, "manifest.json"), `${JSON.stringify({ clips }, null, 2)}\n`);
  console.log(`${clips.length} clips in ${out}`);
}

function encodeVideo({ frames }: GeneratedClip, path: string): void {
  const format = [
    "-f",
    "rawvideo",
    "-pix_fmt",
    "rgb24",
    "-s",
    `${frames.W}x${frames.H}`,
    "-r",
    String(FPS),
    "-i",
    "-",
  ];
  const codec = [
    "-c:v",
    "libx264",
    "-preset",
    "veryslow",
    "-crf",
    "27",
    "-pix_fmt",
    "yuv420p",
    "-movflags",
    "+faststart",
  ];
  ffmpeg([...format, ...codec, path], frames.data);
}

/** Encodes the frame in the middle of the event as the thumbnail. */
function encodeThumbnail({ frames, event }: GeneratedClip, path: string): void {
  const bytes = frames.H * frames.W * 3;
  const t = Math.floor((event[0] + event[1]) / 2);
  const format = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${frames.W}x${frames.H}`, "-i", "-"];
  const scale = [
    "-vf",
    "scale=160:160:force_original_aspect_ratio=increase",
    "-c:v",
    "libwebp",
    "-quality",
    "70",
  ];
  ffmpeg([...format, ...scale, "-frames:v", "1", path], frames.data.subarray(t * bytes, (t + 1) * bytes));
}

function ffmpeg(args: readonly string[], input: Uint8Array): void {
  const { status, error, stderr } = spawnSync("ffmpeg", ["-loglevel", "error", "-y", ...args], { input });
  if (status === 0) return;
  console.error(`ffmpeg failed: ${error?.message ?? stderr.toString()}`);
  process.exit(1);
}

main(process.argv[2]);
