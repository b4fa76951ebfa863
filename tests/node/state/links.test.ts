/** Making links from the state, and opening them. */
import { describe, expect, test, vi } from "vitest";
import type { ModelCard } from "../../../src/models/card.ts";
import { FREEZING, type LinkV4 } from "../../../src/result/link-fields.ts";
import { encodeLink } from "../../../src/result/permalink.ts";
import { cardInUse, softScores } from "../../../src/state/derived.ts";
import { linkOf } from "../../../src/state/link-actions.ts";
import { createLabStore, type LabStore } from "../../../src/state/lab-store.ts";
import { LINK_TOLERANCE } from "../../../src/state/mask-actions.ts";
import type { ClipCommands } from "../../../src/worker/protocol.ts";
import {
  fakeCard,
  fakeClip,
  fakeDeps,
  FAKE_MASK,
  fakeScores,
  type FakeOptions,
} from "../../support/page-harness/fake-clients.ts";
import { held, readyStore } from "../../support/page-harness/ready-store.ts";
import { seen } from "../../support/seen.ts";
import { decodeV4, encodeSoftV4, encodeV4, linkV4Of } from "../../support/links-v4.ts";

async function openedWith(link: LinkV4 | string, options: FakeOptions = {}): Promise<LabStore> {
  const store = createLabStore({ ...fakeDeps(options), autoplay: false });
  await store.getState().actions.begin(typeof link === "string" ? link : encodeV4(link));
  return store;
}

const link: LinkV4 = {
  modelId: "convlstm",
  imported: null,
  grid: null,
  clip: { kind: "bundled", id: "apart-1" },
  target: 4,
  preset: "paper",
  maskKind: FREEZING,
  seed: 7,
  mask: FAKE_MASK,
  scores: fakeScores(FAKE_MASK),
  second: null,
};

describe("linkOf", () => {
  test("a page with a clip, a model and a class has a link even before a search", async () => {
    expect(linkV4Of((await readyStore()).getState())).toEqual({
      modelId: "i3d",
      imported: null,
      grid: null,
      clip: { kind: "bundled", id: "up-1" },
      target: 0,
      preset: "default",
      maskKind: FREEZING,
      seed: 0,
      mask: null,
      scores: null,
      second: null,
    });
  });

  test("an uploaded clip has a link only once it is packed, and then travels inside", async () => {
    const packed = held<{ bytes: Uint8Array; format: string }>();
    const store = await readyStore({ clips: { pack: () => packed.promise } });
    await store.getState().actions.openFiles([new File(["x"], "mine.mp4")]);
    expect(linkV4Of(store.getState())).toBeNull();
    packed.resolve({ bytes: Uint8Array.of(1, 2, 3), format: "webm/av1" });
    await expect.poll(() => linkV4Of(store.getState())).not.toBeNull();
    const { clip } = linkV4Of(store.getState())!;
    expect(clip).toEqual({
      kind: "inside",
      name: "mine.mp4",
      format: "webm/av1",
      bytes: Uint8Array.of(1, 2, 3),
    });
  });
});

describe("opening a link", () => {
  test("brings back what it was made from", async () => {
    const store = await openedWith(link);
    const { modelId, onPage, target, preset, seed, mask, problems } = seen(store);
    expect([modelId, onPage?.clip.name, target, preset, seed, problems]).toEqual([
      "convlstm",
      "Two discs apart",
      4,
      "paper",
      7,
      [],
    ]);
    mask?.forEach((m, t) => expect(m).toBeCloseTo(FAKE_MASK[t]!, 4));
    const again = decodeV4(encodeV4(linkV4Of(store.getState())!));
    expect(again).toMatchObject({
      ok: true,
      link: { modelId: "convlstm", clip: link.clip, target: 4, preset: "paper" },
    });
  });

  test("shows mask and scores before the model has loaded, then says that they agree", async () => {
    const loading = held<ModelCard>();
    const store = createLabStore({
      ...fakeDeps({ lab: { loadModel: () => loading.promise } }),
      autoplay: false,
    });
    const opening = store.getState().actions.begin(encodeV4(link));
    await expect.poll(() => seen(store).linkCheck.kind).toBe("checking");
    expect(cardInUse(store.getState())).toBeNull();
    expect(seen(store)).toMatchObject({
      scoring: { kind: "ready" },
      mask: { length: 16 },
    });
    loading.resolve(fakeCard("convlstm", "C-LSTM"));
    await opening;
    expect(seen(store).linkCheck).toMatchObject({ kind: "agrees" });
  });

  test.each([
    { off: LINK_TOLERANCE * 0.9, says: "agrees" },
    { off: LINK_TOLERANCE * 1.1, says: "differs" },
  ])("scores that are $off off: $says", async ({ off, says }) => {
    const scores = fakeScores(FAKE_MASK);
    const store = await openedWith({ ...link, scores: { ...scores, rs: scores.rs + off } });
    const { scoring, linkCheck } = seen(store);
    expect(linkCheck.kind).toBe(says);
    // The page shows the shared scores; those computed here stand beside them.
    expect(scoring.kind === "ready" && scoring.scores.rs).toBeCloseTo(scores.rs + off, 3);
    if (linkCheck.kind === "differs") expect(linkCheck.ours.rs).toBeCloseTo(scores.rs, 3);
  });

  test("with a clip inside decodes that clip", async () => {
    const decode = vi.fn((ask: ClipCommands["decode"]["ask"]) => Promise.resolve(fakeClip(ask)));
    const inside: LinkV4 = {
      ...link,
      clip: { kind: "inside", name: "theirs.mp4", format: "webm/av1", bytes: Uint8Array.of(9, 8, 7) },
    };
    const store = await openedWith(inside, { clips: { decode } });
    const [ask] = decode.mock.calls[0]!;
    expect(ask).toMatchObject({ name: "theirs.mp4", source: { kind: "link", name: "theirs.mp4" } });
    expect(new Uint8Array(await ask.files[0]!.arrayBuffer())).toEqual(Uint8Array.of(9, 8, 7));
    // The same bytes travel on and are not packed again.
    expect(linkV4Of(store.getState())?.clip).toEqual(inside.clip);
  });

  test.each([
    { what: "a damaged link", fragment: "#v1.AAAA", words: /damaged/ },
    { what: "a later version", fragment: "#v7.AAAA", words: /later version/ },
    { what: "an unknown model", fragment: encodeV4({ ...link, modelId: "absent" }), words: /absent/ },
    {
      what: "an unknown clip",
      fragment: encodeV4({ ...link, clip: { kind: "bundled", id: "gone-1" } }),
      words: /gone-1/,
    },
  ])("$what gives a message and the page of a first visit", async ({ fragment, words }) => {
    const { problems, modelId, onPage, mask } = seen(await openedWith(fragment));
    expect(problems.map(({ code }) => code)).toEqual(["link"]);
    expect(problems[0]!.message).toMatch(words);
    expect([modelId, onPage?.clip.name, mask]).toEqual(["i3d", "Disc moving up", null]);
  });

  test.each([
    { what: "a class the model does not have", unfit: { ...link, target: 99 } },
    { what: "a mask of another length", unfit: { ...link, mask: FAKE_MASK.slice(1) } },
  ])("$what leaves mask and scores out", async ({ unfit }) => {
    const { problems, mask, scoring, onPage } = seen(await openedWith(unfit));
    expect(problems.map(({ code }) => code)).toEqual(["link"]);
    expect([mask, scoring.kind, onPage?.clip.name]).toEqual([null, "none", "Two discs apart"]);
  });

  test("while another page is open replaces it", async () => {
    const store = await readyStore();
    await store.getState().actions.findMask();
    expect(await store.getState().actions.openLink(encodeV4({ ...link, mask: null, scores: null }))).toBe(
      true,
    );
    expect(seen(store)).toMatchObject({ modelId: "convlstm", mask: null, target: 4, problems: [] });
  });
});

describe("a link from before scores were of the named frames", () => {
  const { soft, ...hard } = fakeScores(FAKE_MASK);
  const old = { ...link, scores: { os: hard.os, ...soft! } };

  test("names no frame beside its soft scores until the frames are scored here, and then agrees", async () => {
    const loading = held<ModelCard>();
    const store = createLabStore({
      ...fakeDeps({ lab: { loadModel: () => loading.promise } }),
      autoplay: false,
    });
    const opening = store.getState().actions.begin(encodeSoftV4(old));
    await expect.poll(() => seen(store).linkCheck.kind).toBe("checking");
    expect(seen(store).scoring).toEqual({ kind: "none" });
    expect(softScores(store.getState().lanes[0])?.fs).toBeCloseTo(soft!.fs, 6);
    // Passed on unopened, it is the same link.
    expect(encodeLink(linkOf(store.getState())!)).toBe(encodeSoftV4(old));
    loading.resolve(fakeCard("convlstm", "C-LSTM"));
    await opening;
    expect(seen(store).linkCheck.kind).toBe("agrees");
    const { scoring } = seen(store);
    expect(scoring.kind === "ready" && scoring.scores.fs).toBeCloseTo(hard.fs, 3);
    expect(linkOf(store.getState())?.lanes[0].scores).toHaveProperty("soft");
  });

  test("whose soft scores are others than here says so, and shows ours", async () => {
    const store = await openedWith(encodeSoftV4({ ...old, scores: { ...old.scores, fs: soft!.fs + 0.1 } }));
    const { linkCheck, scoring } = seen(store);
    expect(linkCheck.kind).toBe("differs");
    expect(linkCheck.kind === "differs" && linkCheck.ours.soft?.fs).toBeCloseTo(soft!.fs, 3);
    expect(scoring.kind === "ready" && scoring.scores.fs).toBeCloseTo(hard.fs, 3);
  });

  test("with a yes/no mask has hard scores at once", async () => {
    const mask = FAKE_MASK.map((m) => (m > 0.5 ? 1 : 0));
    const store = await openedWith(encodeSoftV4({ ...link, mask, scores: fakeScores(mask) }));
    expect(seen(store)).toMatchObject({ scoring: { kind: "ready" }, linkCheck: { kind: "agrees" } });
  });
});
