import fc from "fast-check";
import { deflateSync, inflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { fromBase64url, toBase64url } from "../../../src/result/base64url.ts";
import { crc32 } from "../../../src/base/crc32.ts";
import { inGridSteps, type SpatiotemporalMask } from "../../../src/math/spatiotemporal-mask.ts";
import { FREEZING, type LinkV4, type LinkedImport } from "../../../src/result/link-fields.ts";
import { anyLink } from "../../support/arbitrary-links.ts";
import { FAKE_SETTINGS } from "../../support/page-harness/fake-library.ts";
import { labError } from "../../support/lab-error.ts";
import { decodeV4, encodeSoftV4 } from "../../support/links-v4.ts";

const bundled: LinkV4 = {
  modelId: "i3d",
  imported: null,
  grid: null,
  clip: { kind: "bundled", id: "slide-left-1" },
  target: 3,
  preset: "default",
  maskKind: FREEZING,
  seed: 20200367,
  mask: [0, 0, 1, 1, 0.6, 0, 0, 0],
  scores: { os: 0.75, fs: 0.125, rs: 0.5 },
  second: null,
};

const inside: LinkV4 = {
  modelId: "c-lstm",
  imported: null,
  grid: null,
  clip: {
    kind: "inside",
    name: "mein Clip.mp4",
    format: "webm/av1",
    bytes: new Uint8Array([26, 69, 223, 163]),
  },
  target: 65535,
  preset: "paper",
  maskKind: FREEZING,
  seed: 0,
  mask: null,
  scores: null,
  second: null,
};

const problem = (parts: string[] = []) => ({ ok: false, problem: labError("link", parts) });

/** A link of version 1 with any packed body and a checksum that fits. */
function sealed(packed: Uint8Array): string {
  const sum = new Uint8Array(Uint32Array.of(crc32(packed)).buffer);
  return `#v1.${toBase64url(Uint8Array.from([...sum, ...packed]))}`;
}

/** The fields of a link as bytes, before packing. */
function bytesOf(link: LinkV4): Uint8Array {
  const whole = fromBase64url(encodeSoftV4(link).slice("#v1.".length));
  if (whole === null) throw new Error("control: the link must be base64url");
  return inflateSync(whole.subarray(4));
}

describe("a link", () => {
  test("decodes to what was encoded", () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        expect(decodeV4(encodeSoftV4(link))).toEqual({ ok: true, link });
      }),
    );
  });

  test("encodes to the same text after decoding", () => {
    const rough: LinkV4 = {
      ...bundled,
      mask: [0.1, 1 / 3, 0.999_999],
      scores: { os: 0.1, fs: 0.2, rs: 0.3 },
    };
    const decoded = decodeV4(encodeSoftV4(rough));
    if (!decoded.ok || decoded.link === null) throw new Error("control: the link must be read");
    expect(encodeSoftV4(decoded.link)).toBe(encodeSoftV4(rough));
  });

  test("keeps mask values to half of 1/65535 and scores to float32", () => {
    const decoded = decodeV4(
      encodeSoftV4({ ...bundled, mask: [0.123_456], scores: { os: 0.1, fs: 0, rs: 1 } }),
    );
    if (!decoded.ok || decoded.link === null) throw new Error("control: the link must be read");
    expect(Math.abs((decoded.link.mask?.[0] ?? NaN) - 0.123_456)).toBeLessThanOrEqual(0.5 / 65535);
    expect(decoded.link.scores).toEqual({ os: Math.fround(0.1), fs: 0, rs: 1 });
  });

  test("uses only characters that are safe in a URL", () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        expect(encodeSoftV4(link)).toMatch(/^#v[1-4]\.[\w-]+$/);
      }),
    );
  });

  test("is read with or without its #, and an empty one is no link", () => {
    expect(decodeV4(encodeSoftV4(bundled).slice(1))).toEqual({ ok: true, link: bundledAsKept });
    expect(decodeV4("")).toEqual({ ok: true, link: null });
    expect(decodeV4("#")).toEqual({ ok: true, link: null });
  });
});

const bundledAsKept: LinkV4 = { ...bundled, mask: [0, 0, 1, 1, Math.round(0.6 * 65535) / 65535, 0, 0, 0] };

/** Links that need version 2: a second model, a part of a clip by address, a generated clip. */
const twoModels: LinkV4 = {
  ...bundledAsKept,
  second: {
    modelId: "c-lstm",
    imported: null,
    grid: null,
    target: 3,
    mask: [0, 1, 1, 1, 1, 0, 0, 0],
    scores: { os: 0.5, fs: 0.25, rs: 0.25 },
  },
};
const partOfAddress: LinkV4 = {
  ...inside,
  clip: { kind: "address", url: "https://a.test/clip.webm", range: { startS: 0.5, endS: 2.25 } },
};
const generated: LinkV4 = {
  ...inside,
  clip: { kind: "generated", className: "Moving something up", seed: 4294967295 },
};

/** Links that need version 3: an imported model, in either lane. */
const settings: LinkedImport["settings"] = {
  ...FAKE_SETTINGS,
  architecture: { kind: "i3d", width: 1, temporalStrides: [2, 2, 1] },
};
const ownModel: LinkV4 = {
  ...bundledAsKept,
  modelId: "i3d-0123456789abcdef0123456789abcdef",
  imported: {
    fileName: "rgb_imagenet.pt",
    name: "Kinetics I3D",
    settings,
    classCount: 400,
    className: "archery",
  },
};
const ownSecond: LinkV4 = {
  ...twoModels,
  second: { ...twoModels.second!, imported: ownModel.imported },
};

describe("the version of a link", () => {
  test.each([
    bundled,
    inside,
    { ...inside, clip: { kind: "address" as const, url: "https://a.test/", range: null } },
  ])("is 1 if that version can hold it", (link) => expect(encodeSoftV4(link)).toMatch(/^#v1\./));

  test.each([twoModels, partOfAddress, generated])("is 2 if version 1 cannot hold it", (link) => {
    expect(encodeSoftV4(link)).toMatch(/^#v2\./);
    expect(decodeV4(encodeSoftV4(link))).toEqual({ ok: true, link });
  });

  test.each([ownModel, ownSecond])("is 3 if a model is an imported one", (link) => {
    expect(encodeSoftV4(link)).toMatch(/^#v3\./);
    expect(decodeV4(encodeSoftV4(link))).toEqual({ ok: true, link });
  });

  test.each([
    { what: "an architecture that it does not know", from: '"i3d"', to: '"x3d"' },
    { what: "no JSON", from: "}}", to: "}]" },
    { what: "sizes below 1", from: '"height":224', to: '"height":  0' },
  ])("settings with $what are refused with a reason", ({ from, to }) => {
    const whole = fromBase64url(encodeSoftV4(ownModel).slice("#v3.".length))!;
    const fields = Buffer.from(inflateSync(whole.subarray(4)));
    const at = fields.indexOf(from);
    expect(at, "control: it is in there").toBeGreaterThan(0);
    fields.set(Buffer.from(to), at);
    const fragment = sealed(deflateSync(fields)).replace("#v1.", "#v3.");
    expect(decodeV4(fragment)).toEqual(problem(["of its model"]));
  });

  test("a part that ends before it starts is refused", () => {
    const clip = { kind: "address" as const, url: "https://a.test/", range: { startS: 2, endS: 2 } };
    expect(() => encodeSoftV4({ ...inside, clip })).toThrow(labError("link", ["part of the clip"]));
  });
});

// Links that version 1 wrote. They must always be readable: never change a string here.
describe("published links of version 1", () => {
  test.each([
    {
      fragment: "#v1.MYQN_mNmYGDINE5h4AHSxTmZKam6OalpJbqGQPH11iaMjBxAcQaG_0AwcyaYycDIwOBgD6TtgNgeAA",
      link: bundledAsKept,
    },
    {
      fragment: "#v1.pEv7o2NjYGBI1s0pLsll5AUyc1Mz8xScczIL9HILTDiAAuWpSbn6iWWGLEC2lOv9xf__MwJZQAAA",
      link: inside,
    },
  ])("$fragment", ({ fragment, link }) => {
    expect(decodeV4(fragment)).toEqual({ ok: true, link });
  });
});

// Links that version 2 wrote.
describe("published links of version 2", () => {
  test.each([
    {
      fragment:
        "#v2.OeWHkGNmYGDINE5h4AHSxTmZKam6OalpJbqGQPH11iaMjBxAcQaG_0AwcyaYycDIwOBgD6TtgNiekQ1IJuvmFJfkMjOAFYOUggBcMQNQcQNQcYMdAA",
      link: twoModels,
    },
    {
      fragment: "#v2.QoniFmNjYGBI1s0pLsllkgAyM0pKCoqt9PUT9UpSi0v0k3MyC_TKU5NyGYFy9gwMAg7__4OYIAAA",
      link: partOfAddress,
    },
    { fragment: "#v2.EcNbWWNjYGBI1s0pLsllFgYyffPLMvPSFYrzc1NLMkCs0oL_YMAIlAQBAA", link: generated },
  ])("$fragment", ({ fragment, link }) => {
    expect(decodeV4(fragment)).toEqual({ ok: true, link });
  });
});

// A link that version 3 wrote.
test("a published link of version 3", () => {
  const fragment =
    "#v3.68OMk11PwUrEMBCd4kEPgr8gg8dUNm1dtYLrwYt49FhEsu20HWyzJckisvQfvO5XiF-o0x48bELIe_Nm8l4uAIDTKl7oJM2ultc3t2ZdVlQf8uhMGl2zfuPeNGQpXA7hVErPLJhLf_6UPv4I36FxZcuByrB1hPkO39lWmKOYoMIPrkKLuVYYqB82znQvwXFFHvMiUYnSr6NCtsM2TKO1M_0k6aXClrhppZok2f8zM3bGNmJUxFqmFfZkrLCFki3UBzEvRJpFu3G96dhLv2BLOI5f0bHEnkKT-4TpS76TQHFHdYj1EcD3XRZFJ1IH-JW1388QIoCHldz3clbwBw";
  expect(decodeV4(fragment)).toEqual({ ok: true, link: ownModel });
});

/** A blob that moves up through the frames. */
function rising(across: number): SpatiotemporalMask {
  const values = Float32Array.from({ length: 16 * across * across }, (_, i) => {
    const [t, y, x] = [Math.floor(i / across ** 2), Math.floor(i / across) % across, i % across];
    const far = Math.hypot(x + 0.5 - across / 2, y + 0.5 - across * (0.8 - 0.04 * t)) / across;
    return Math.exp(-((far / 0.2) ** 2));
  });
  return inGridSteps({ T: 16, h: across, w: across, values });
}

// Links that version 4 wrote.
describe("published links of version 4", () => {
  const question = {
    modelId: "i3d",
    imported: null,
    clip: { kind: "bundled", id: "up-1" },
    target: 3,
  } as const;
  test("a fading mask with its own score", () => {
    const fragment = "#v4.eba_mmNmYGDINE5hYGABMkoLdA1BAkzrrU0YGUEixsb__8-cycAIZNozMDTYMTA42IM4dgwA";
    expect(decodeV4(fragment)).toEqual({
      ok: true,
      link: {
        ...question,
        preset: "default",
        maskKind: { kind: "temporal", operator: "fade" },
        seed: 20200367,
        mask: [0, 0.2, 1, 0.6],
        grid: null,
        scores: { os: 0.5, fs: 0.25, rs: 0.75, own: 0.125 },
        second: null,
      },
    });
  });

  test("a grid of two frames of 7 x 7, and a second model without a mask", () => {
    const fragment =
      "#v4.umuto2NmYGDINE5hYGABMkoLdA2BAowMjFzrrU2AFBMDOxAWxNlI_bi2ZRIGXY4DMALNsmdgaLBjYHCwZ2DkAHKT8_PKcopLcsH2MAAA";
    expect(decodeV4(fragment)).toEqual({
      ok: true,
      link: {
        ...question,
        preset: "default",
        maskKind: { kind: "spatiotemporal", across: 7, area: 0.1 },
        seed: 20200367,
        mask: null,
        grid: { T: 2, h: 7, w: 7, values: Float32Array.from({ length: 98 }, (_, i) => ((7 * i) % 16) / 15) },
        scores: { os: 0.5, fs: 0.25, rs: 0.75 },
        second: { modelId: "convlstm", imported: null, target: 4, mask: null, grid: null, scores: null },
      },
    });
  });
});

describe("a link with a spatiotemporal mask", () => {
  const whole: LinkV4 = {
    ...bundled,
    mask: null,
    grid: rising(14),
    maskKind: { kind: "spatiotemporal", across: 14, area: 0.1 },
  };

  test("keeps it to a sixteenth, and the settings of its search", () => {
    const read = decodeV4(encodeSoftV4(whole));
    expect(read).toEqual({ ok: true, link: whole });
    expect(encodeSoftV4(whole)).toMatch(/^#v4\./);
  });

  test("16 x 14 x 14 values take fewer than 1200 characters; plain bytes would take 4200", () => {
    expect(encodeSoftV4(whole).length).toBeLessThan(1200);
  });

  test("refuses a value out of [0, 1]", () => {
    const off = { ...whole, grid: { T: 1, h: 14, w: 14, values: new Float32Array(196).fill(1.2) } };
    expect(() => encodeSoftV4(off)).toThrow(labError("link", ["a value of the grid is 1.2"]));
  });

  test.each<[string, Partial<LinkV4>]>([
    ["a grid under a mask over time", { maskKind: { kind: "temporal", operator: "reverse" } }],
    [
      "a grid with another number of cells than requested",
      { maskKind: { kind: "spatiotemporal", across: 7, area: null } },
    ],
    ["a mask over time beside the grid", { mask: [0, 1] }],
    ["a score of its own where the operator has none", { scores: { os: 1, fs: 1, rs: 1, own: 1 } }],
  ])("refuses to contradict itself: %s", (_, part) => {
    expect(() => encodeSoftV4({ ...whole, ...part })).toThrow(labError("link", ["not of the kind"]));
  });
});

test("a mask of another operator keeps the score under it", () => {
  const faded: LinkV4 = {
    ...bundled,
    maskKind: { kind: "temporal", operator: "fade" },
    scores: { os: 0.5, fs: 0.25, rs: 0.75, own: 0.125 },
  };
  expect(decodeV4(encodeSoftV4(faded))).toEqual({ ok: true, link: faded });
});

describe("a text that is not a whole link", () => {
  test("always gives a problem, never an exception", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.base64String()), (noise) => {
        for (const text of [
          `x${noise}`,
          `#v1.${noise}`,
          `#v2.${noise}`,
          `#v3.${noise}`,
          `#v4.${noise}`,
          `#v5.${noise}`,
          `v1${noise}`,
        ]) {
          expect(decodeV4(text)).toEqual(problem());
        }
      }),
    );
  });

  test("with a fitting checksum over any bytes gives a link or a problem, never an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, packedWell) => {
        expect(decodeV4(sealed(packedWell ? deflateSync(noise) : noise))).toHaveProperty("ok");
      }),
    );
  });

  test.each([bundled, inside])("is detected wherever one character is wrong", (link) => {
    const whole = encodeSoftV4(link);
    for (let at = 0; at < whole.length; at++) {
      for (const other of "AaZz09-_.v1#%") {
        if (other === whole[at]) continue;
        expect(decodeV4(whole.slice(0, at) + other + whole.slice(at + 1))).toEqual(problem());
      }
    }
  });

  test.each([bundled, inside])("is detected wherever it is cut", (link) => {
    const whole = encodeSoftV4(link);
    for (let length = 2; length < whole.length; length++) {
      expect(decodeV4(whole.slice(0, length))).toEqual(problem(["damaged or cut short", "ask for it again"]));
    }
  });

  test("of a later version is reported, with the version", () => {
    expect(decodeV4(encodeSoftV4(bundled).replace("#v1.", "#v7."))).toEqual(
      problem(["later version", "v7", "v6"]),
    );
    expect(decodeV4("#v31.")).toEqual(problem(["later version", "v31"]));
  });

  test("that unpacks to far more than a link may hold is refused", () => {
    const bomb = deflateSync(new Uint8Array(64_000_000), { level: 9 });
    expect(decodeV4(sealed(bomb))).toEqual(problem(["unpacks to more"]));
  });

  test("with bytes left over is refused", () => {
    expect(decodeV4(sealed(deflateSync(bytesOf(bundled))))).toMatchObject({ ok: true }); // control
    expect(decodeV4(sealed(deflateSync(Uint8Array.from([...bytesOf(bundled), 0]))))).toEqual(
      problem(["1 bytes are left over"]),
    );
  });
});

describe("values that do not fit into a link are refused when encoding", () => {
  const withAddress = (url: string): LinkV4 => ({ ...bundled, clip: { kind: "address", url, range: null } });
  const withBytes = (count: number): LinkV4 => ({
    ...bundled,
    clip: { kind: "inside", name: "x", format: "webm/av1", bytes: new Uint8Array(count) },
  });
  const withMask = (length: number): LinkV4 => ({ ...bundled, mask: new Array<number>(length).fill(1) });

  test.each([
    {
      what: "a clip of 1 MB",
      fits: withBytes(1_000_000),
      over: withBytes(1_000_001),
      told: ["1000001", "1000000"],
    },
    { what: "512 mask values", fits: withMask(512), over: withMask(513), told: ["513", "512"] },
    { what: "1 mask value", fits: withMask(1), over: withMask(0), told: ["0", "512"] },
    {
      what: "an https address",
      fits: withAddress("https://a.test/"),
      over: withAddress("http://a.test/"),
      told: ["http:"],
    },
    {
      what: "target 65535",
      fits: { ...bundled, target: 65535 },
      over: { ...bundled, target: 65536 },
      told: ["65536"],
    },
    {
      what: "a whole target",
      fits: { ...bundled, target: 1 },
      over: { ...bundled, target: 1.5 },
      told: ["1.5"],
    },
    {
      what: "a mask value of 1",
      fits: { ...bundled, mask: [1] },
      over: { ...bundled, mask: [1.1] },
      told: ["mask value"],
    },
    {
      what: "a mask of numbers",
      fits: { ...bundled, mask: [0] },
      over: { ...bundled, mask: [NaN] },
      told: ["NaN"],
    },
    {
      what: "scores up to 1",
      fits: { ...bundled, scores: { os: 1, fs: 0, rs: 0 } },
      over: { ...bundled, scores: { os: 1.01, fs: 0, rs: 0 } },
      told: ["OS", "1.01"],
    },
    {
      what: "a seed of 32 bits",
      fits: { ...bundled, seed: 0xffffffff },
      over: { ...bundled, seed: 2 ** 32 },
      told: ["seed"],
    },
    {
      what: "a model's id",
      fits: { ...bundled, modelId: "i3d" },
      over: { ...bundled, modelId: "../i3d" },
      told: ["../i3d"],
    },
  ])("just fits: $what", ({ fits, over, told }) => {
    expect(decodeV4(encodeSoftV4(fits))).toMatchObject({ ok: true });
    expect(() => encodeSoftV4(over)).toThrow(labError("link", told));
  });
});
