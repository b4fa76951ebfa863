/**
 * What links hold and in which order, one table a version. The order of a table's keys is the format: a version's
 * table never changes, and a new field means a new version beside the old ones.
 */
import { LabError } from "../base/errors.ts";
import { jsonOrNull } from "../base/parse-json.ts";
import { asModelSettings, type ModelSettings } from "../models/card.ts";
import { PRESET_NAMES, type PresetName } from "../search/settings.ts";
import * as is from "./byte-codec.ts";
import type { Scores } from "./mask-result.ts";

/** Part of a clip that is sampled, seconds; kept as float32. */
export interface LinkedRange {
  readonly startS: number;
  readonly endS: number;
}

/** How a link names its clip. */
export type LinkedClip =
  | { readonly kind: "bundled"; readonly id: string }
  /** The clip itself, packed by the clip worker; `format` says how. */
  | { readonly kind: "inside"; readonly name: string; readonly format: string; readonly bytes: Uint8Array }
  /** An `https:` address, and the part of it; null for all of it. */
  | { readonly kind: "address"; readonly url: string; readonly range: LinkedRange | null }
  /** Drawn by rule; the same class and seed give the same clip. `seed` in [0, 2^32). */
  | { readonly kind: "generated"; readonly className: string; readonly seed: number };

/** A model of the link's maker: which file to drop, and how to run it. The lane's model id is the hash of both. */
export interface LinkedImport {
  /** Name of the file that the weights came from. */
  readonly fileName: string;
  /** What the maker called the model. */
  readonly name: string;
  readonly settings: ModelSettings;
  /** Number of classes, and the target's name: all names would take too much room. */
  readonly classCount: number;
  readonly className: string;
}

/** One model's part of a link. */
export interface LinkedLane {
  /** A model card's id. */
  readonly modelId: string;
  /** Null for a model that comes with the page. */
  readonly imported: LinkedImport | null;
  /** Index into the model's classes; whether the model has so many is for the reader to check. */
  readonly target: number;
  /** [T], 1 <= T <= 512, values in [0, 1] kept in steps of 1/65535; null before a search. */
  readonly mask: readonly number[] | null;
  /** Kept as float32; null before a search. */
  readonly scores: Scores | null;
}

/** What a permalink holds: enough to show the result at once and to compute it again. */
export interface LabLink extends LinkedLane {
  readonly clip: LinkedClip;
  readonly preset: PresetName;
  /** In [0, 2^32). */
  readonly seed: number;
  /** The model compared with; null for none. */
  readonly second: LinkedLane | null;
}

/** Most frames of a mask. */
const MOST_FRAMES = 512;
/** Most bytes of a clip inside a link: browsers cut addresses at 2 MB, and base64 adds a third. */
export const MOST_CLIP_BYTES = 1_000_000;
/** Most bytes of a name; file systems allow 255 characters. */
const MOST_NAME_BYTES = 1024;
const MOST_ADDRESS_BYTES = 4096;
/** Most bytes of a model's settings; a list of 512 steps is the longest part of them. */
const MOST_SETTINGS_BYTES = 4096;
/** Longest time into a clip: a day. */
const MOST_SECONDS = 86_400;
/** A model's id is made into an address, so it must not be one: the same letters as in a card. */
const modelId = is.checked(
  is.text(63, "the model"),
  (id) => /^[a-z0-9][a-z0-9-]*$/.test(id),
  "the model",
  "it must be of the letters a to z, digits and hyphens",
);

const address = is.checked(
  is.text(MOST_ADDRESS_BYTES, "the clip's address"),
  (url) => URL.canParse(url) && new URL(url).protocol === "https:",
  "the clip's address",
  "it must begin with https://",
);

const mask = is.nullable(is.list(is.unitUint16("a mask value"), MOST_FRAMES, "the mask"), "the mask");
const scores = is.nullable(
  is.struct<Scores>({ os: is.unitFloat32("OS"), fs: is.unitFloat32("FS"), rs: is.unitFloat32("RS") }),
  "the scores",
);
const target = is.uint(2, "the target class");
// Appending a preset is no new version: older pages say that they do not know it.
const preset = is.choice<PresetName>(PRESET_NAMES, "the preset");
const seed = is.uint(4, "the seed");

type Kind<K extends LinkedClip["kind"]> = Extract<LinkedClip, { kind: K }>;

const bundled = is.struct<Kind<"bundled">>({
  kind: is.constant("bundled"),
  id: is.text(MOST_NAME_BYTES, "the clip's id"),
});
const inside = is.struct<Kind<"inside">>({
  kind: is.constant("inside"),
  name: is.text(MOST_NAME_BYTES, "the clip's name"),
  format: is.text(64, "the clip's format"),
  bytes: is.bytes(MOST_CLIP_BYTES, "the clip"),
});

type AddressV1 = Omit<Kind<"address">, "range">;
/** One model's part in versions 1 and 2, which name only models that come with the page. */
type LaneV2 = Omit<LinkedLane, "imported">;
/** What version 2 can hold. */
export type LinkV2 = Omit<LabLink, "imported" | "second"> & { readonly second: LaneV2 | null };
/** What version 1 can hold: one model, and neither a part of a clip by address nor a generated one. */
export type LinkV1 = Omit<LinkV2, "clip" | "second"> & {
  readonly clip: Kind<"bundled"> | Kind<"inside"> | AddressV1;
};

/** What a link of version 1 holds and in which order, for writing and reading alike. */
export const FIELDS_V1 = is.struct<LinkV1>({
  modelId,
  clip: is.variant<LinkV1["clip"]>(
    { bundled, inside, address: is.struct<AddressV1>({ kind: is.constant("address"), url: address }) },
    "the kind of clip",
  ),
  target,
  preset,
  seed,
  mask,
  scores,
});

const second = is.float32("a time in the clip", 0, MOST_SECONDS);
const range = is.checked(
  is.struct<LinkedRange>({ startS: second, endS: second }),
  ({ startS, endS }) => startS < endS,
  "the part of the clip",
  "it must end after it starts",
);

/** A clip as versions 2 and 3 hold it. */
const clip = is.variant<LinkedClip>(
  {
    bundled,
    inside,
    address: is.struct<Kind<"address">>({
      kind: is.constant("address"),
      url: address,
      range: is.nullable(range, "the part of the clip"),
    }),
    generated: is.struct<Kind<"generated">>({
      kind: is.constant("generated"),
      className: is.text(MOST_NAME_BYTES, "the clip's class"),
      seed: is.uint(4, "the clip's seed"),
    }),
  },
  "the kind of clip",
);

/** The same of version 2. */
export const FIELDS_V2 = is.struct<LinkV2>({
  modelId,
  clip,
  target,
  preset,
  seed,
  mask,
  scores,
  second: is.nullable(is.struct<LaneV2>({ modelId, target, mask, scores }), "the second model"),
});

/** As JSON, whose numbers come back exactly: the hash in the model's id depends on every digit. */
const settings: is.Codec<ModelSettings> = {
  write: (to, value) => settingsText.write(to, JSON.stringify(value)),
  read(from) {
    const read = asModelSettings(jsonOrNull(settingsText.read(from)));
    if (read !== null) return read;
    throw new LabError("link", "link: it says of its model what this page does not know. Reload the page.");
  },
};
const settingsText = is.text(MOST_SETTINGS_BYTES, "the model's settings");

const imported = is.nullable(
  is.struct<LinkedImport>({
    fileName: is.text(MOST_NAME_BYTES, "the model's file"),
    name: is.text(MOST_NAME_BYTES, "the model's name"),
    settings,
    classCount: is.uint(2, "the number of classes"),
    className: is.text(MOST_NAME_BYTES, "the target class"),
  }),
  "the imported model",
);

/** The same of version 3, in which a model may be the maker's own. */
export const FIELDS_V3 = is.struct<LabLink>({
  modelId,
  imported,
  clip,
  target,
  preset,
  seed,
  mask,
  scores,
  second: is.nullable(is.struct<LinkedLane>({ modelId, imported, target, mask, scores }), "the second model"),
});

/** The link without what version 2 cannot hold; null where something of that is there. */
export function asV2({ imported: main, second: lane, ...link }: LabLink): LinkV2 | null {
  if (main !== null || (lane !== null && lane.imported !== null)) return null;
  return { ...link, second: lane === null ? null : withoutImport(lane) };
}

function withoutImport({ modelId: id, target: at, mask: values, scores: measured }: LinkedLane): LaneV2 {
  return { modelId: id, target: at, mask: values, scores: measured };
}

/** The link without what version 1 cannot hold; null where something of that is there. */
export function asV1({ clip: named, second: lane, ...link }: LinkV2): LinkV1 | null {
  if (lane !== null || named.kind === "generated") return null;
  if (named.kind !== "address") return { ...link, clip: named };
  return named.range === null ? { ...link, clip: { kind: named.kind, url: named.url } } : null;
}

/** A link of version 1 as one of version 2. */
export function fromV1({ clip: named, ...link }: LinkV1): LinkV2 {
  const whole = named.kind === "address" ? { ...named, range: null } : named;
  return { ...link, clip: whole, second: null };
}

/** A link of version 2 as one of today. */
export function fromV2({ second: lane, ...link }: LinkV2): LabLink {
  return { ...link, imported: null, second: lane === null ? null : { ...lane, imported: null } };
}
