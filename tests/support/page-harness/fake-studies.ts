/** The browser's study storage, in memory, and records like those of a study. */
import { DEFAULT_WISH, planOf, type StudyPlan } from "../../../src/study/plan.ts";
import { parseRecord, RECORD_SCHEMA, RECORD_VERSION, type StudyRecord } from "../../../src/study/record.ts";
import { generatedClips } from "../../../src/study/listed-clips.ts";
import type { SavedStudy, StudyStore } from "../../../src/study/study-store.ts";
import { FREEZING } from "../../../src/result/link-fields.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import { encodeV4 } from "../links-v4.ts";

/** Initial state of a fake store. */
export interface FakeStudiesOptions {
  readonly saved?: SavedStudy | null;
  /** Error with which every write rejects. */
  readonly refusal?: Error;
  /** True if another tab has claimed the study. */
  readonly elsewhere?: boolean;
}

/** Returns a store in memory; `log` records its calls, in order. */
export function fakeStudies(options: FakeStudiesOptions = {}): StudyStore & { readonly log: string[] } {
  let saved = options.saved ?? null;
  let held = options.elsewhere ?? false;
  const log: string[] = [];
  const writing = (what: string, work: () => void) => {
    log.push(what);
    if (options.refusal !== undefined) return Promise.reject(options.refusal);
    return Promise.resolve(work());
  };
  return {
    log,
    read: () => Promise.resolve(saved),
    begin: (study) => writing("begin", () => (saved = { ...study, records: [] })),
    put: (record) =>
      writing(`put ${record.key}`, () => {
        if (saved !== null) saved = { ...saved, records: [...saved.records, record] };
      }),
    clear: () => writing("clear", () => (saved = null)),
    size: () => Promise.resolve(saved === null ? 0 : 2000 * saved.records.length),
    claim: () => {
      if (held) return Promise.resolve(null);
      held = true;
      return Promise.resolve(() => void (held = false));
    },
  };
}

/** Returns the plan of a study of two models made by `fakeCard`. */
export function fakePlan(cards: readonly ModelCard[]): StudyPlan {
  return planOf(
    DEFAULT_WISH,
    cards.map((card) => ({ card, hash: null })),
  );
}

/** Returns a mask of 16 frames with `length` frames on, from frame `first` on. */
function block(first: number, length: number): number[] {
  return Array.from({ length: 16 }, (_, t) => (t >= first && t < first + length ? 0.96 : 0.04));
}

/** Returns records of the first `count` generated clips; every eleventh has a problem. */
export function fakeRecords(plan: StudyPlan, count: number): readonly StudyRecord[] {
  return generatedClips(count).map(({ name, seed, className }, i) => {
    const record = {
      schema: RECORD_SCHEMA,
      version: RECORD_VERSION,
      plan,
      key: `generated:${seed}:${className}`,
      clip: { name, kind: "generated", label: className },
      problem:
        i % 11 === 10 ? `${name}: it is not a video this browser can read. Choose another file.` : null,
      results: plan.models.map(({ id }, m) => {
        const [first, length] = [(3 * i + m) % 9, 2 + ((i + 2 * m) % 5)];
        const mask = block(first, length);
        const scores = {
          os: 0.99 - 0.03 * (i % 7),
          fs: 0.05 + 0.04 * ((i + 3 * m) % 6),
          rs: 0.3 + 0.09 * ((i + m) % 6),
        };
        const event: [number, number] = [first + 1, Math.min(15, first + length + 1)];
        return {
          modelId: id,
          target: { index: 0, name: className, from: "label" },
          predicted: { index: 0, name: className, probability: scores.os },
          cs: null,
          operator: "freeze",
          scores,
          mask,
          steps: 60 + i,
          stopped: "settled",
          proof: null,
          leftStart: true,
          backend: "wasm",
          link: encodeV4({
            modelId: id,
            imported: null,
            grid: null,
            clip: { kind: "generated", className, seed },
            target: 0,
            preset: "default",
            maskKind: FREEZING,
            seed: 0,
            mask,
            scores,
            second: null,
          }),
          truth: {
            event,
            iou: 0.4 + 0.05 * ((i + m) % 8),
            iouCentred: 0.25 + 0.04 * (i % 5),
            iouAnywhere: 0.22,
            hit: (i + m) % 4 !== 0,
            hitCentre: i % 3 === 0,
            hitRandom: (event[1] - event[0] + 1) / 16,
          },
          cam: null,
          spatiotemporal: null,
          windows: null,
          faithfulness: null,
          notes: [],
        };
      }),
    };
    return parseRecord(record.problem === null ? record : { ...record, results: [] }, name);
  });
}
