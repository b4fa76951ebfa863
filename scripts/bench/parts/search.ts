/** Measures the default search with all its steps and with early stop, clip by clip, on WASM with one thread. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { meanOf } from "../../../src/statistics/sample-summary.ts";
import { parseManifest } from "../../../src/state/manifest.ts";
import { ROOT } from "../../source-page.ts";
import type { RunPart } from "../bench.ts";
import { withWorker } from "../bench-worker.ts";
import type { Searched } from "../protocol.ts";
import type { Fact } from "../results.ts";
import { spread } from "../spread.ts";
import { BUNDLED } from "../subjects.ts";

/** Runs the part. Clips are generated from class and seed at the model's size, as in `evaluate:masks`. */
export const search: RunPart = async (page, results, { clips: count }) => {
  const path = join(ROOT, "public/clips/manifest.json");
  const clips = parseManifest(JSON.parse(readFileSync(path, "utf8")), path).flatMap(({ id, label, seed }) =>
    label !== undefined && seed !== undefined ? [{ id, className: label, seed }] : [],
  );
  const chosen = spread(clips, count);
  const times = { full: [] as number[], early: [] as number[] };
  for (const id of BUNDLED) {
    for (const clip of chosen) {
      await withWorker(
        page,
        { backend: "wasm", threads: "one" },
        { kind: "bundled", id, clip },
        async ({ run }) => {
          await run("steps", { repetitions: 1 });
          const full = await run("search", { earlyStop: false });
          const early = await run("search", { earlyStop: true });
          times.full.push(full.ms);
          times.early.push(early.ms);
          results.add("search", `search.${id}.${clip.id}.full300`, [full.ms], factsOf(full));
          results.add("search", `search.${id}.${clip.id}.earlyStop`, [early.ms], {
            ...factsOf(early),
            "FS minus full": round(early.fs - full.fs),
            "RS minus full": round(early.rs - full.rs),
            "same frames": onFrames(full) === onFrames(early),
          });
        },
      );
    }
  }
  results.ratio("search.full300/earlyStop", meanOf(times.full) / meanOf(times.early));
  results.note(
    "search.full300/earlyStop",
    "Ratio of the sums over all clips and models. “frames”: # where the mask is above 0.5.",
  );
};

/** Rounds to four decimals: backends agree less closely. */
const round = (score: number) => Math.round(score * 1e4) / 1e4;

function factsOf(searched: Searched): Record<string, Fact> {
  const { steps, os, fs, rs } = searched;
  const [OS, FS, RS] = [os, fs, rs].map(round);
  return { steps, OS: OS!, FS: FS!, RS: RS!, frames: onFrames(searched) };
}

function onFrames({ mask }: Searched): string {
  return mask.map((m) => (m > 0.5 ? "#" : ".")).join("");
}
