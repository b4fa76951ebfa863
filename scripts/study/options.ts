/** Options of `npm run study`, read from its arguments. */
import { parseArgs } from "node:util";
import type { BackendName } from "../../src/device/backend-report.ts";
import { OPERATOR_NAMES } from "../../src/math/operator.ts";
import { GRID_SIZES } from "../../src/math/spatiotemporal-mask.ts";
import { PRESET_NAMES } from "../../src/math/search-settings.ts";
import { DEFAULT_WISH, type StudyWish } from "../../src/study/plan.ts";

/** An error in the command's arguments; the exit code is then 2. */
export class UsageError extends Error {}

/** Part i of n, 1-based. */
export interface Shard {
  readonly i: number;
  readonly n: number;
}

/** The command's options. */
export interface StudyOptions {
  /** "bundled", "generated:N" or a folder; null with `merge`. */
  readonly clips: string | null;
  /** Ids of bundled models, or folders of exported ones. */
  readonly models: readonly string[];
  readonly out: string;
  readonly shard: Shard;
  readonly wish: StudyWish;
  /** Backend to use; null for a real graphics card if there is one, else WASM. */
  readonly backend: BackendName | null;
  /** True to pack the frames of files into links. */
  readonly packFiles: boolean;
  /** True to retry clips that had a problem. */
  readonly retry: boolean;
  /** True to only merge existing records. */
  readonly merge: boolean;
  /** True to print the summary as JSON and nothing else. */
  readonly json: boolean;
}

/** Usage line, shown with an error in the arguments. */
export const USAGE =
  "npm run study -- --clips FOLDER|bundled|generated:N --out FOLDER [--models i3d,convlstm] [--shard i/n] " +
  "[--preset default] [--operator freeze] [--target label|predicted] [--spatiotemporal 7|14 [--area 0.1]] [--cam] " +
  "[--windows] [--faithfulness] [--seed 0] [--backend webgpu|wasm|cpu] [--links] [--retry] [--json], or " +
  "npm run study -- --merge --out FOLDER";

const BACKENDS: readonly BackendName[] = ["webgpu", "wasm", "cpu"];

/**
 * Reads the arguments.
 *
 * @throws {UsageError} naming the argument and its allowed values.
 */
export function parseOptions(args: readonly string[]): StudyOptions {
  const values = parsed(args);
  const { out, clips = null, merge } = values;
  if (out === undefined) throw new UsageError(`--out is missing. ${USAGE}`);
  if (clips === null && !merge) throw new UsageError(`--clips is missing. ${USAGE}`);
  const across = values.spatiotemporal === undefined ? null : Number(values.spatiotemporal);
  const area = values.area === undefined ? null : Number(values.area);
  if (area !== null && !(across !== null && area > 0 && area < 1))
    throw new UsageError(
      `--area takes a share between 0 and 1, with --spatiotemporal, not "${values.area}".`,
    );
  const seed = Number(values.seed ?? DEFAULT_WISH.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new UsageError(`--seed takes a whole number from 0 to 4294967295, not "${values.seed}".`);
  const wish: StudyWish = {
    preset: oneOf("--preset", PRESET_NAMES, values.preset ?? DEFAULT_WISH.preset),
    operator: oneOf("--operator", OPERATOR_NAMES, values.operator ?? DEFAULT_WISH.operator),
    target: oneOf("--target", ["label", "predicted"] as const, values.target ?? DEFAULT_WISH.target),
    spatiotemporal: across === null ? null : { across: oneOf("--spatiotemporal", GRID_SIZES, across), area },
    cam: values.cam,
    windows: values.windows,
    faithfulness: values.faithfulness,
    seed,
  };
  return {
    clips,
    models: listOf(values.models ?? "i3d,convlstm"),
    out,
    shard: shardOf(values.shard ?? "1/1"),
    wish,
    backend: values.backend === undefined ? null : oneOf("--backend", BACKENDS, values.backend),
    packFiles: values.links,
    retry: values.retry,
    merge,
    json: values.json,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        clips: text,
        models: text,
        out: text,
        shard: text,
        preset: text,
        operator: text,
        target: text,
        spatiotemporal: text,
        area: text,
        seed: text,
        backend: text,
        cam: flag,
        windows: flag,
        faithfulness: flag,
        links: flag,
        retry: flag,
        merge: flag,
        json: flag,
      },
    }).values;
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UsageError(`${line} ${USAGE}`);
  }
}

function listOf(list: string): string[] {
  const names = list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length === 0)
    throw new UsageError("--models is empty; it takes i3d, convlstm or folders, separated by commas.");
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`--models names ${twice} twice.`);
  return names;
}

function shardOf(given: string): Shard {
  const [, i, n] = /^(\d+)\/(\d+)$/.exec(given) ?? [];
  const shard = { i: Number(i), n: Number(n) };
  if (shard.i >= 1 && shard.i <= shard.n) return shard;
  throw new UsageError(`--shard takes i/n with i from 1 to n, such as "2/8", not "${given}".`);
}

function oneOf<A extends string | number>(name: string, choices: readonly A[], given: string | number): A {
  const found = choices.find((choice) => choice === given);
  if (found !== undefined) return found;
  throw new UsageError(`${name} takes one of ${choices.join(", ")}, not "${given}".`);
}
