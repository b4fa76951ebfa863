/**
 * Writes generated clips as packed bytes for `training/`, in shards, with every class equally often.
 *
 *   node --import tsx scripts/generate-training-clips.ts OUT_DIR FIRST_SEED CLIPS [SHARD_CLIPS = 1500] [SIZE = 72]
 *
 * A shard is `clips-<first seed>.u8` ([clips, 16, SIZE, SIZE, 3]) and `clips-<first seed>.json` ({ T, height, width,
 * classes, labels, seeds, events }). The .json is written last, so a shard that has one is complete. Clip i has the
 * seed FIRST_SEED + i and the class number (FIRST_SEED + i) mod (number of classes).
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED_CLASSES } from "../src/generate/classes.ts";
import { generateClip } from "../src/generate/generate-clip.ts";

const FRAMES = 16;

function main(argv: readonly string[]): void {
  const [out, ...numbers] = argv;
  const [firstSeed, clips, perShard = 1500, size = 72] = numbers.map(Number);
  if (
    !out ||
    firstSeed === undefined ||
    clips === undefined ||
    !numbers.every((n) => Number.isInteger(Number(n)))
  ) {
    console.error(
      "Usage: generate-training-clips.ts OUT_DIR FIRST_SEED CLIPS [SHARD_CLIPS] [SIZE]. All numbers are whole numbers.",
    );
    process.exit(2);
  }
  mkdirSync(out, { recursive: true });
  for (let start = 0; start < clips; start += perShard) {
    writeShard(out, firstSeed + start, Math.min(perShard, clips - start), size);
  }
}

function writeShard(out: string, firstSeed: number, count: number, size: number): void {
  const clipBytes = FRAMES * size * size * 3;
  const bytes = new Uint8Array(count * clipBytes);
  const labels: number[] = [];
  const seeds: number[] = [];
  const events: (readonly [number, number])[] = [];
  for (let i = 0; i < count; i += 1) {
    const seed = firstSeed + i;
    const label = seed % GENERATED_CLASSES.length;
    const clip = generateClip({
      className: GENERATED_CLASSES[label]!.name,
      seed,
      T: FRAMES,
      height: size,
      width: size,
    });
    bytes.set(clip.frames.data, i * clipBytes);
    labels.push(label);
    seeds.push(seed);
    events.push(clip.event);
  }
  const base = join(out, `clips-${firstSeed}`);
  writeFileSync(`${base}.u8`, bytes);
  const card = {
    T: FRAMES,
    height: size,
    width: size,
    classes: GENERATED_CLASSES.map((c) => c.name),
    labels,
    seeds,
    events,
  };
  writeFileSync(`${base}.json.part`, JSON.stringify(card));
  renameSync(`${base}.json.part`, `${base}.json`);
  console.log(`${base}: ${count} clips`);
}

main(process.argv.slice(2));
