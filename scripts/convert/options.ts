/** Options of `npm run convert`, read from its command line. */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { SavedType } from "../../src/models/save.ts";

/** Settings changed by flags; a field is absent if its flag was not given. */
export interface Changes {
  readonly frames?: number;
  readonly height?: number;
  readonly width?: number;
  readonly range?: readonly number[];
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly normalise?: string;
  readonly strides?: readonly number[];
  readonly headWindow?: number;
  readonly stride?: number;
  readonly padding?: string;
  readonly gate?: string;
  readonly steps?: readonly number[];
}

/** The command line, checked as far as possible without the checkpoint. */
export interface ConvertOptions {
  readonly files: readonly string[];
  /** Folder to write to; null with --inspect. */
  readonly folder: string | null;
  readonly preset: string | null;
  readonly classes: string | null;
  readonly name: string | null;
  readonly type: SavedType;
  /** Number of generated clips on which the effect of a smaller type is measured. */
  readonly clips: number;
  readonly force: boolean;
  readonly changes: Changes;
}

/** Help text, shown if the command line names no files. */
const USAGE = `npm run convert -- CHECKPOINT... OUT-FOLDER [options]
npm run convert -- CHECKPOINT... --inspect

  --preset ID          settings to start from; --inspect lists them (default: the first)
  --frames N --height N --width N
                       size of the input
  --range LOW,HIGH     range to which bytes 0 to 255 are mapped, before --mean R,G,B and --std R,G,B
  --normalise clip     normalise each clip by its own mean and deviation (default: none)
  --strides A,B,C      I3D: temporal strides, each 1 or 2; --head-window N joins N frames at the end
  --stride N           C-LSTM: stride of its convolutions; Keras: --padding valid|same, --gate hard|logistic
  --steps A,B,...      CLSTM_4: frames that its last layer sees
  --classes FILE       class names, as JSON or text (default: numbers)
  --name NAME          name in the list of models (default: the checkpoint’s file name)
  --dtype TYPE         float32 (default), float16 or uint8; the change of scores is measured
  --clips N            number of generated clips to measure it on (default: 8)
  --force              write into a folder that is not empty`;

const TYPES: readonly SavedType[] = ["float32", "float16", "uint8"];
const TEXT = { type: "string" } as const;

/**
 * Reads the command line.
 *
 * @throws {Error} naming the wrong flag.
 */
export function readOptions(args: readonly string[]): ConvertOptions {
  const { values, positionals } = parseArgs({
    args: withNegatives(args),
    allowPositionals: true,
    options: {
      preset: TEXT,
      frames: TEXT,
      height: TEXT,
      width: TEXT,
      range: TEXT,
      mean: TEXT,
      std: TEXT,
      normalise: TEXT,
      strides: TEXT,
      "head-window": TEXT,
      stride: TEXT,
      padding: TEXT,
      gate: TEXT,
      steps: TEXT,
      classes: TEXT,
      name: TEXT,
      dtype: TEXT,
      clips: TEXT,
      force: { type: "boolean" },
      inspect: { type: "boolean" },
    },
  });
  const inspect = values.inspect === true;
  const files = inspect ? positionals : positionals.slice(0, -1);
  const folder = inspect ? null : (positionals.at(-1) ?? null);
  if (files.length === 0) {
    throw new Error(`Give a checkpoint and a folder to write to, or a checkpoint and --inspect.\n\n${USAGE}`);
  }
  const type = TYPES.find((known) => known === (values.dtype ?? "float32"));
  if (type === undefined) throw new Error(`--dtype takes ${TYPES.join(", ")}, not "${values.dtype}".`);
  const number = (flag: keyof typeof values) => one(flag, values[flag]);
  const list = (flag: keyof typeof values, count?: number) => many(flag, values[flag], count);
  const changes: { [K in keyof Changes]: Changes[K] | undefined } = {
    frames: number("frames"),
    height: number("height"),
    width: number("width"),
    range: list("range", 2),
    mean: list("mean", 3),
    std: list("std", 3),
    normalise: values.normalise,
    strides: list("strides", 3),
    headWindow: number("head-window"),
    stride: number("stride"),
    padding: values.padding,
    gate: values.gate,
    steps: list("steps"),
  };
  const clips = number("clips") ?? 8;
  if (!Number.isInteger(clips) || clips < 1)
    throw new Error(`--clips takes a number of clips, not "${values.clips}".`);
  return {
    files,
    folder,
    preset: values.preset ?? null,
    classes: values.classes ?? null,
    name: values.name ?? null,
    type,
    clips,
    force: values.force === true,
    changes: Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
  };
}

/** Turns "--range -1,1" into "--range=-1,1"; otherwise `parseArgs` would take the number for another flag. */
function withNegatives(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const flag = joined.at(-1);
    if (flag !== undefined && /^--[a-z-]+$/.test(flag) && /^-[\d.]/.test(arg)) {
      joined[joined.length - 1] = `${flag}=${arg}`;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

/**
 * Returns the model's id, made from its folder's name: lower-case letters, digits and dashes.
 *
 * @param folder  path of the model's folder.
 */
export function idOf(folder: string): string {
  const id = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63);
  return id === "" ? "model" : id;
}

function one(flag: string, text: string | boolean | undefined): number | undefined {
  if (typeof text !== "string") return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new Error(`--${flag} takes a number, not "${text}".`);
}

function many(flag: string, text: string | boolean | undefined, count?: number): number[] | undefined {
  if (typeof text !== "string") return undefined;
  const values = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (values.every(Number.isFinite) && (count === undefined || values.length === count)) return values;
  throw new Error(
    `--${flag} takes ${count === undefined ? "" : `${count} `}numbers separated by commas, not "${text}".`,
  );
}
