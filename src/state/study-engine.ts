/**
 * Runs a study in the page, through the page's own two workers: there is one graphics card and one heap, and the lab
 * worker takes its jobs one by one, so a search started in the lab waits for the study's part under way and no longer.
 */
import { asLabError, LabError } from "../base/errors.ts";
import type { StudyClip } from "../study/clips.ts";
import type { ListedClip } from "../study/listed-clips.ts";
import { mergeRecords } from "../study/merge.ts";
import { planDifference, planOf, wishOf } from "../study/plan.ts";
import type { StudyRecord } from "../study/record.ts";
import { runStudy, type StudyProgress } from "../study/run-study.ts";
import type { LabContext } from "./context.ts";
import { setStudy } from "./set-study.ts";
import { listClips } from "./study-clips.ts";
import { studyModels } from "./study-models.ts";
import { restingPhase, studyCounts, type OpenStudy, type StudyAsk } from "./study-state.ts";

const ELSEWHERE = "A study runs in another tab of this browser. Pause it there first.";
const WHILE_RUNNING = "A study is under way. Pause it first.";

/** @throws {LabError} saying why it cannot be begun; once it runs, why it stopped is told in its phase. */
export async function startStudy(context: LabContext, ask: StudyAsk): Promise<void> {
  const { get, jobs, deps } = context;
  if (get().study.open !== null || get().study.preparing !== null) throw new LabError("value", WHILE_RUNNING);
  const signal = jobs.start("study");
  setStudy(context, { preparing: "Reading the clips", refused: null, read: true });
  await claimed(context, async () => {
    const kept = await deps.studies.read().catch(() => null);
    if (kept !== null) {
      setStudy(context, { open: { ...kept, phase: restingPhase(kept), notKept: null } });
      throw new LabError(
        "value",
        "Another tab has begun a study meanwhile. Discard it before you start yours.",
      );
    }
    const clips = await listClips(context, ask.clips, signal);
    const models = await studyModels(context, ask.models, signal);
    const plan = planOf(ask.wish, models);
    if (signal.aborted) throw new LabError("cancelled", "study: cancelled.");
    const notKept = await deps.studies.begin({ plan, clips }).then(
      () => null,
      (error: unknown) => asLabError(error, "storage").message,
    );
    const cards = models.map(({ card }) => card);
    const phase = { kind: "running", progress: null, secondsLeft: null } as const;
    setStudy(context, { preparing: null, open: { plan, clips, records: [], phase, notKept } });
    await run(context, cards, signal);
  });
}

/**
 * Takes up a paused study, with what another tab has done of it meanwhile.
 *
 * @throws {LabError} saying why it cannot be taken up: it runs elsewhere, or its models are not what they were.
 */
export async function resumeStudy(context: LabContext): Promise<void> {
  const { get, jobs, deps } = context;
  const { open, preparing } = get().study;
  if (open?.phase.kind !== "paused" || preparing !== null) return;
  const signal = jobs.start("study");
  setStudy(context, { preparing: "Loading the models", refused: null });
  await claimed(context, async () => {
    const kept = open.notKept === null ? await deps.studies.read() : open;
    if (kept === null) throw new LabError("value", "The study was discarded in another tab.");
    const { plan, clips, records } = kept;
    const ids = plan.models.map(({ id }) => id);
    const models = await studyModels(context, ids, signal);
    // A hash that cannot be had now says nothing against the model.
    const now = planOf(
      wishOf(plan),
      models.map((model, i) => ({ ...model, hash: model.hash ?? plan.models[i]!.hash })),
    );
    const difference = planDifference(plan, now);
    if (difference !== null) {
      const text = `The study cannot go on, as this page has changed since it was begun: ${difference}. Save its records, then discard it.`;
      throw new LabError("value", text);
    }
    if (signal.aborted) throw new LabError("cancelled", "study: cancelled.");
    const cards = models.map(({ card }) => card);
    const phase = { kind: "running", progress: null, secondsLeft: null } as const;
    setStudy(context, { preparing: null, open: { ...open, plan, clips, records, phase } });
    await run(context, cards, signal);
  });
}

/** Drops the study, unless another tab runs it. @throws {LabError} where it does, or where storage fails. */
export async function discardStudy(context: LabContext): Promise<void> {
  const { get, jobs, deps } = context;
  jobs.stop("study");
  const kept = get().study.open?.notKept === null;
  await claimed(context, async () => {
    setStudy(context, { open: null, preparing: null, refused: null });
    if (kept) await deps.studies.clear();
  });
}

/** @throws {LabError} for files that hold no records of this version, or records of different studies. */
export async function openRecords(context: LabContext, files: readonly File[]): Promise<void> {
  const before = context.get().study.records?.files ?? [];
  const read = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
  const all = [...before, ...read];
  const merged = mergeRecords(all);
  const { plan } = merged;
  if (plan === null) {
    const names = files.map(({ name }) => name).join(", ");
    throw new LabError("value", `${names}: there is no record. Open records-….jsonl files of a study.`);
  }
  setStudy(context, { records: { files: all, merged: { ...merged, plan } }, refused: null });
}

async function claimed(context: LabContext, work: () => Promise<void>): Promise<void> {
  const release = await context.deps.studies.claim();
  if (release === null) throw new LabError("value", ELSEWHERE);
  try {
    await work();
  } finally {
    release();
  }
}

/** The clip with the means to read it. */
function readable({ deps }: LabContext, clip: ListedClip, signal: AbortSignal): StudyClip {
  switch (clip.kind) {
    case "generated":
      return clip;
    case "bundled":
      return { ...clip, read: () => deps.fetchBlob(deps.clipUrl(clip.file), signal) };
    case "file":
      return { ...clip, read: () => Promise.resolve(clip.file) };
  }
}

/** Runs what is left; ends with the study finished, or paused with the reason. */
async function run(context: LabContext, cards: Parameters<typeof runStudy>[0]["cards"], signal: AbortSignal) {
  const { get, deps } = context;
  const { open } = get().study;
  if (open === null) return;
  const change = (part: Partial<OpenStudy>) => {
    const now = get().study.open;
    if (now !== null) setStudy(context, { open: { ...now, ...part } });
  };
  const listed = new Map(get().models.map(({ id, source }) => [id, source.kind]));
  const done = new Set(open.records.map(({ key }) => key));
  const counts = studyCounts(open);
  const pace = paceOf(counts.of - counts.done, deps.now);
  let secondsLeft: number | null = null;
  // Progress is shown a frame later, by when a study whose last clip failed at once has ended.
  let over = false;
  const show = followProgress(context, (progress) => {
    if (!signal.aborted && !over) change({ phase: { kind: "running", progress, secondsLeft } });
  });
  const study = {
    plan: open.plan,
    cards,
    clips: open.clips.map((clip) => readable(context, clip, signal)),
  };
  const tools = {
    lab: deps.lab,
    clips: deps.clips,
    done,
    linkedModels: new Set(open.plan.models.map(({ id }) => id).filter((id) => listed.get(id) === "bundled")),
    packFiles: true,
    signal,
    onProgress: show,
  };
  try {
    for await (const record of runStudy(study, tools)) {
      secondsLeft = pace();
      await keepRecord(context, record);
    }
    over = true;
    change({ phase: restingPhase(get().study.open ?? open) });
  } catch (error) {
    over = true;
    const { code, message } = asLabError(error, "value");
    change({ phase: { kind: "paused", why: code === "cancelled" ? null : message } });
  }
}

/** Shows a record, and keeps it as long as the browser does. */
async function keepRecord(context: LabContext, record: StudyRecord): Promise<void> {
  const { get, deps } = context;
  const { open } = get().study;
  if (open === null) return;
  const notKept =
    open.notKept ??
    (await deps.studies.put(record).then(
      () => null,
      (error: unknown) => asLabError(error, "storage").message,
    ));
  const now = get().study.open;
  if (now !== null) setStudy(context, { open: { ...now, records: [...now.records, record], notKept } });
}

/** Seconds left, from the mean time of the clips done in this run; to be called as each is done. */
function paceOf(clips: number, now: () => number): () => number {
  const startMs = now();
  let done = 0;
  return () => {
    done += 1;
    return ((now() - startMs) / 1000 / done) * (clips - done);
  };
}

/** Hands progress over at most once a frame: steps come faster than they can be shown. */
function followProgress(
  { deps }: LabContext,
  show: (progress: StudyProgress) => void,
): (progress: StudyProgress) => void {
  let waiting: StudyProgress | null = null;
  return (progress) => {
    const scheduled = waiting !== null;
    waiting = progress;
    if (scheduled) return;
    deps.oncePerFrame(() => {
      const latest = waiting;
      waiting = null;
      if (latest !== null) show(latest);
    });
  };
}
