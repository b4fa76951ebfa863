/**
 * What links hold and in which order, one table a version. The order of a table's keys is the format: a version's
 * table never changes, and a new field means a new version beside the old ones. Longer than most files for that reason.
 */
import { LabError } from "../base/errors.ts";
import { jsonOrNull } from "../base/parse-json.ts";
import { asModelSettings, type ModelSettings } from "../models/card.ts";
import { PRESET_NAMES, type PresetName } from "../math/search-settings.ts";
import * as is from "./byte-codec.ts";
import { OPERATOR_NAMES, type OperatorName } from "../math/operator.ts";
import type { Mask } from "../math/mask.ts";
import { isYesNo, type Proof } from "../math/mask-order.ts";
import type { GridSize, SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import { grid } from "./grid-codec.ts";
import {
  areHard,
  type PerturbedScores,
  type Scores,
  type SoftScores,
  type SpatiotemporalWish,
} from "./mask-result.ts";

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

/** What sets a lane apart from the main one; it shares the rest with it. */
export type Comparison = "model" | "class";

/** One lane of a link: a model, a class and a way of explaining, with the mask and scores found so. */
export interface LinkedLane {
  /** What the lane compares with the main one; null for the main lane, which comes first. */
  readonly compares: Comparison | null;
  /** A model card's id. */
  readonly modelId: string;
  /** Null for a model that comes with the page. */
  readonly imported: LinkedImport | null;
  /** Index into the model's classes; the reader checks that the model has so many. */
  readonly target: number;
  readonly maskKind: MaskKind;
  readonly preset: PresetName;
  /**
   * Null before a search. A temporal mask has 1 <= T <= 512 values, kept in steps of 1/65535; a spatiotemporal one is
   * kept in steps of 1/15.
   */
  readonly mask: Mask | null;
  /** Kept as float32; null before a search. Links before version 6 recorded soft scores alone. */
  readonly scores: Scores | SoftScores | null;
  /** What an exact search proved of this mask; null for any other mask. Its bound is kept as float32. */
  readonly proof: Proof | null;
}

/** What kind of mask is searched for. A spatiotemporal one always freezes. */
export type MaskKind =
  | { readonly kind: "temporal"; readonly operator: OperatorName }
  | ({ readonly kind: "spatiotemporal" } & SpatiotemporalWish);

/** The paper's kind: frames are frozen. */
export const FREEZING: MaskKind = { kind: "temporal", operator: "freeze" };

/** What a permalink holds: enough to show the result at once and to compute it again. */
export interface LabLink {
  readonly clip: LinkedClip;
  /** In [0, 2^32). */
  readonly seed: number;
  /** The main lane first. */
  readonly lanes: readonly [LinkedLane, ...LinkedLane[]];
}

/** Most lanes of a link. */
const MOST_LANES = 8;
/** Most frames of a mask. */
const MOST_FRAMES = 512;
/** Most bytes of a clip inside a link: browsers cut addresses at 2 MB, and base64 adds a third. */
export const MOST_CLIP_BYTES = 1_000_000;
/** Most bytes of a name; file systems allow 255 characters. */
const MOST_NAME_BYTES = 1024;
const MOST_ADDRESS_BYTES = 4096;
/** Most bytes of a model's settings; a list of 512 steps is the longest part of them. */
const MOST_SETTINGS_BYTES = 4096;
/** Largest loss of a mask: more than any weights give to 512 frames. */
const MOST_LOSS = 1e6;
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

/** Scores as versions 1 to 5 hold them: of the mask's own values. */
export interface ScoresV5 extends PerturbedScores {
  readonly os: number;
}

const threeScores = is.struct<ScoresV5>({
  os: is.unitFloat32("OS"),
  fs: is.unitFloat32("FS"),
  rs: is.unitFloat32("RS"),
});
const ownScore = is.nullable(is.unitFloat32("the score under the operator"), "the score under the operator");

const mask = is.nullable(is.list(is.unitUint16("a mask value"), MOST_FRAMES, "the mask"), "the mask");
const scores = is.nullable(threeScores, "the scores");
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
/** One model's part in version 4, in which all lanes have one preset and one kind of mask. */
export interface LaneV4 {
  readonly modelId: string;
  readonly imported: LinkedImport | null;
  readonly target: number;
  /** Null before a search, or where there is a grid. */
  readonly mask: readonly number[] | null;
  readonly grid: SpatiotemporalMask | null;
  readonly scores: ScoresV5 | null;
}
/** What version 4 can hold: one model, or two that are compared on one class. */
export interface LinkV4 extends LaneV4 {
  readonly clip: LinkedClip;
  readonly preset: PresetName;
  readonly maskKind: MaskKind;
  readonly seed: number;
  /** The model compared with; null for none. */
  readonly second: LaneV4 | null;
}
/** One model's part in version 3, which knows only temporal masks. */
type LaneV3 = Omit<LaneV4, "grid">;
/** What version 3 can hold. */
export type LinkV3 = Omit<LinkV4, "grid" | "maskKind" | "second"> & { readonly second: LaneV3 | null };
/** One model's part in versions 1 and 2, which name only models that come with the page. */
type LaneV2 = Omit<LaneV3, "imported">;
/** What version 2 can hold. */
export type LinkV2 = Omit<LinkV3, "imported" | "second"> & { readonly second: LaneV2 | null };
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

/** A clip as versions 2 and later hold it. */
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
export const FIELDS_V3 = is.struct<LinkV3>({
  modelId,
  imported,
  clip,
  target,
  preset,
  seed,
  mask,
  scores,
  second: is.nullable(is.struct<LaneV3>({ modelId, imported, target, mask, scores }), "the second model"),
});

/** In whole percent. */
const area: is.Codec<number> = {
  write: (to, share) => percent.write(to, Math.round(share * 100)),
  read: (from) => percent.read(from) / 100,
};
const percent = is.checked(
  is.uint(1, "the area"),
  (n) => n >= 1 && n <= 99,
  "the area",
  "it must be from 1 to 99 percent",
);
const across: is.Codec<GridSize> = {
  write: (to, value) => acrossText.write(to, `${value}`),
  read: (from) => Number(acrossText.read(from)) as GridSize,
};
const acrossText = is.choice(["7", "14"], "the cells across");

const maskKind = is.variant<MaskKind>(
  {
    temporal: is.struct<Extract<MaskKind, { kind: "temporal" }>>({
      kind: is.constant("temporal"),
      operator: is.choice(OPERATOR_NAMES, "the operator"),
    }),
    spatiotemporal: is.struct<Extract<MaskKind, { kind: "spatiotemporal" }>>({
      kind: is.constant("spatiotemporal"),
      across,
      area: is.nullable(area, "the area"),
    }),
  },
  "the kind of mask",
);

const originalScore = is.unitFloat32("OS");
const fsAndRs = is.struct<PerturbedScores>({ fs: is.unitFloat32("FS"), rs: is.unitFloat32("RS") });

/** FS, RS and, where there is one, the score under the mask's own operator. */
const perturbed: is.Codec<PerturbedScores> = {
  write(to, { fs, rs, own }) {
    fsAndRs.write(to, { fs, rs });
    ownScore.write(to, own ?? null);
  },
  read(from) {
    const two = fsAndRs.read(from);
    const own = ownScore.read(from);
    return own === null ? two : { ...two, own };
  },
};
const perturbedScores = is.nullable(perturbed, "the scores");

/** The same after OS, as versions 4 and 5 hold them. */
const ownScores = is.nullable<ScoresV5>(
  {
    write(to, { os, ...scores }) {
      originalScore.write(to, os);
      perturbed.write(to, scores);
    },
    read: (from) => ({ os: originalScore.read(from), ...perturbed.read(from) }),
  },
  "the scores",
);

/** Returns whether a mask and its scores are of the kind that their lane says. */
function fitsKind({ mask: found, scores: measured, maskKind: kind, proof: proven }: LinkedLane): boolean {
  const ownOperator = kind.kind === "temporal" && (kind.operator === "fade" || kind.operator === "blur");
  const all = measured === null ? [] : [areHard(measured) ? measured : null, measured.soft ?? null];
  if (!ownOperator && all.some((scores) => scores?.own !== undefined)) return false;
  if (proven !== null && !(found?.kind === "temporal" && isYesNo(found.values))) return false;
  if (found === null) return true;
  if (kind.kind === "temporal") return found.kind === "temporal";
  return found.kind === "spatiotemporal" && found.grid.h === kind.across && found.grid.w === kind.across;
}

/** @throws {LabError} "link" for a link that contradicts itself: the page would show one mask and score another. */
export function consistent(link: LabLink): LabLink {
  const [main, ...others] = link.lanes;
  if (!link.lanes.every(fitsKind)) {
    throw new LabError("link", "link: its mask is not of the kind that it says. Ask for the link again.");
  }
  const comparable = (lane: LinkedLane) =>
    lane.compares === "model" || (lane.compares === "class" && lane.modelId === main.modelId);
  if (main.compares !== null || !others.every(comparable)) {
    throw new LabError("link", "link: its lanes cannot be compared. Ask for the link again.");
  }
  return link;
}

const laneV4 = {
  modelId,
  imported,
  target,
  mask,
  grid: is.nullable(grid, "the grid"),
  scores: ownScores,
};

/** The same of version 4, in which a mask may have a place and an operator of its own. */
export const FIELDS_V4 = is.struct<LinkV4>({
  modelId,
  imported,
  clip,
  target,
  preset,
  maskKind,
  seed,
  mask,
  grid: is.nullable(grid, "the grid"),
  scores: ownScores,
  second: is.nullable(is.struct<LaneV4>(laneV4), "the second model"),
});

const eitherMask = is.nullable(
  is.variant<Mask>(
    {
      temporal: is.struct<Extract<Mask, { kind: "temporal" }>>({
        kind: is.constant("temporal"),
        values: is.list(is.unitUint16("a mask value"), MOST_FRAMES, "the mask"),
      }),
      spatiotemporal: is.struct<Extract<Mask, { kind: "spatiotemporal" }>>({
        kind: is.constant("spatiotemporal"),
        grid,
      }),
    },
    "the kind of mask",
  ),
  "the mask",
);

const laneV5 = {
  compares: is.nullable(is.choice<Comparison>(["model", "class"], "the comparison"), "the comparison"),
  modelId,
  imported,
  target,
  maskKind,
  preset,
  mask: eitherMask,
  scores: ownScores,
};

/** One lane of version 5, which does not tell soft scores from hard ones. */
export interface LaneV5 extends Omit<LinkedLane, "scores" | "proof"> {
  readonly scores: ScoresV5 | null;
}
/** What version 5 can hold. */
export interface LinkV5 extends Omit<LabLink, "lanes"> {
  readonly lanes: readonly [LaneV5, ...LaneV5[]];
}

/** The same of version 5: any number of lanes, each a model, a class and a way of explaining. */
export const FIELDS_V5 = is.struct<LinkV5>({
  clip,
  seed,
  // A list holds one item at least, which its type does not say.
  lanes: is.list(is.struct<LaneV5>(laneV5), MOST_LANES, "the lanes") as is.Codec<LinkV5["lanes"]>,
});

/** Hard scores, soft scores, or both. */
const hardAndSoft = is.nullable<Scores | SoftScores>(
  {
    write(to, scores) {
      originalScore.write(to, scores.os);
      perturbedScores.write(to, areHard(scores) ? scores : null);
      perturbedScores.write(to, scores.soft ?? null);
    },
    read(from) {
      const os = originalScore.read(from);
      const hard = perturbedScores.read(from);
      const soft = perturbedScores.read(from);
      if (hard !== null) return { os, ...hard, ...(soft === null ? {} : { soft }) };
      if (soft !== null) return { os, soft };
      throw new LabError(
        "link",
        "link: its scores are incomplete. Copy the whole link, or ask for it again.",
      );
    },
  },
  "the scores",
);

const yesOrNo = is.choice(["no", "yes"], "whether the mask is proven best");
const proof = is.nullable<Proof>(
  is.struct<Proof>({
    proven: {
      write: (to, value) => yesOrNo.write(to, value ? "yes" : "no"),
      read: (from) => yesOrNo.read(from) === "yes",
    },
    lowerBound: is.float32("the lower bound", 0, MOST_LOSS),
    evaluations: is.uint(4, "the number of masks"),
  }),
  "the proof",
);

/** The same of version 6: scores of exactly the frames that the page names, and what an exact search proved. */
export const FIELDS_V6 = is.struct<LabLink>({
  clip,
  seed,
  lanes: is.list(
    is.struct<LinkedLane>({ ...laneV5, scores: hardAndSoft, proof }),
    MOST_LANES,
    "the lanes",
  ) as is.Codec<LabLink["lanes"]>,
});
