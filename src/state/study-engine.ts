/**
 * Runs a study in the page's own two workers: there is only one GPU and one heap to share. The lab worker runs its jobs
 * one by one, so a search started in the lab waits only for the study's current job.
 */
import { asLabError, LabError } from "../base/errors.ts";
import type { StudyClip } from "../study/clips.ts";
import type { ListedClip } from "../study/listed-clips.ts";
import { mergeRecords } from "../study/merge.ts";
import { planDifference, planOf, wishOf } from "../study/plan.ts";
import type { StudyRecord } from "../study/record.ts";
import { runStudy, type StudyProgress } from "../study/run-study.ts";
import type { LabContext } from "./context.ts";
import { latestOnly } from "./latest-only.ts";
import { setStudy } from "./set-study.ts";
import { listClips } from "./study-clips.ts";
import { studyModels } from "./study-models.ts";
import { restingPhase, studyCounts, type OpenStudy, type StudyAsk } from "./study-state.ts";

const ELSEWHERE = "A study runs in another tab of this browser. Pause it there first.";
const WHILE_RUNNING = "A study is under way. Pause it first.";

/**
 * Starts a study and runs it until it is finished or paused. The study's phase says why it stopped.
 *
 * @throws {LabError} if it cannot be started: another study is open, or its clips or models cannot be loaded.
 */
export async function startStudy(context: LabContext, ask: StudyAsk): Promise<void> {
  const { get, jobs, deps } = context;
  if (get().study.open !== null || get().study.preparing !== null) throw new LabError("value", WHILE_RUNNING);
  const signal = jobs.start("study");
  setStudy(context, { preparing: "Reading the clips", refused: null, read: true });
  await claimed(context, async () => {
    const saved = await deps.studies.read().catch(() => null);
    if (saved !== null) {
      setStudy(context, { open: { ...saved, phase: restingPhase(saved), notSaved: null } });
      throw new LabError("value", "Another tab has started a study. Discard it before you start yours.");
    }
    const clips = await listClips(context, ask.clips, signal);
    const models = await studyModels(context, ask.models, signal);
    const plan = planOf(ask.wish, models);
    if (signal.aborted) throw new LabError("cancelled", "study: cancelled.");
    const notSaved = await deps.studies.begin({ plan, clips }).then(
      () => null,
      (error: unknown) => asLabError(error, "storage").message,
    );
    const cards = models.map(({ card }) => card);
    const phase = { kind: "running", progress: null, secondsLeft: null } as const;
    setStudy(context, { preparing: null, open: { plan, clips, records: [], phase, notSaved } });
    await run(context, cards, signal);
  });
}

/**
 * Resumes a paused study, including any records that another tab has added to it.
 *
 * @throws {LabError} if it cannot be resumed: another tab runs or has discarded it, or its models have changed.
 */
export async function resumeStudy(context: LabContext): Promise<void> {
  const { get, jobs, deps } = context;
  const { open, preparing } = get().study;
  if (open?.phase.kind !== "paused" || preparing !== null) return;
  const signal = jobs.start("study");
  setStudy(context, { preparing: "Loading the models", refused: null });
  await claimed(context, async () => {
    const latest = open.notSaved === null ? await deps.studies.read() : open;
    if (latest === null) throw new LabError("value", "The study was discarded in another tab.");
    const { plan, clips, records } = latest;
    const ids = plan.models.map(({ id }) => id);
    const models = await studyModels(context, ids, signal);
    // A model whose hash cannot be computed now counts as unchanged.
    const now = planOf(
      wishOf(plan),
      models.map((model, i) => ({ ...model, hash: model.hash ?? plan.models[i]!.hash })),
    );
    const difference = planDifference(plan, now);
    if (difference !== null) {
      const text = `The study cannot go on, because the page has changed since it was started: ${difference}. Save its records, then discard it.`;
      throw new LabError("value", text);
    }
    if (signal.aborted) throw new LabError("cancelled", "study: cancelled.");
    const cards = models.map(({ card }) => card);
    const phase = { kind: "running", progress: null, secondsLeft: null } as const;
    setStudy(context, { preparing: null, open: { ...open, plan, clips, records, phase } });
    await run(context, cards, signal);
  });
}

/**
 * Discards the study and its records.
 *
 * @throws {LabError} if another tab runs it, or if it cannot be deleted from this browser.
 */
export async function discardStudy(context: LabContext): Promise<void> {
  const { get, jobs, deps } = context;
  jobs.stop("study");
  const saved = get().study.open?.notSaved === null;
  await claimed(context, async () => {
    setStudy(context, { open: null, preparing: null, refused: null });
    if (saved) await deps.studies.clear();
  });
}

/**
 * Opens files of records and merges them with those opened before.
 *
 * @throws {LabError} for files without records of this version, or with records of different studies.
 */
export async function openRecords(context: LabContext, files: readonly File[]): Promise<void> {
  const before = context.get().study.records?.files ?? [];
  const read = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
  const all = [...before, ...read];
  const merged = mergeRecords(all);
  const { plan } = merged;
  if (plan === null) {
    const names = files.map(({ name }) => name).join(", ");
    throw new LabError("value", `${names}: no records in it. Open the records-….jsonl files of a study.`);
  }
  setStudy(context, { records: { files: all, merged: { ...merged, plan } }, refused: null });
}

/** Does work that only one tab may do at a time. Throws a `LabError` "value" if another tab is doing it. */
async function claimed(context: LabContext, work: () => Promise<void>): Promise<void> {
  const release = await context.deps.studies.claim();
  if (release === null) throw new LabError("value", ELSEWHERE);
  try {
    await work();
  } finally {
    release();
  }
}

/** Returns the clip with a function that reads its file. */
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

/** Runs the rest of the study, which is then finished, or paused with the reason. */
async function run(context: LabContext, cards: Parameters<typeof runStudy>[0]["cards"], signal: AbortSignal) {
  const { get, deps } = context;
  const { open } = get().study;
  if (open === null) return;
  const update = (part: Partial<OpenStudy>) => {
    const now = get().study.open;
    if (now !== null) setStudy(context, { open: { ...now, ...part } });
  };
  const listed = new Map(get().models.map(({ id, source }) => [id, source.kind]));
  const done = new Set(open.records.map(({ key }) => key));
  const counts = studyCounts(open);
  const pace = paceOf(counts.of - counts.done, deps.now);
  let secondsLeft: number | null = null;
  // Progress is shown a moment later. If the last clip fails at once, the study has ended before that.
  let over = false;
  const show = latestOnly(context.deps, (progress: StudyProgress) => {
    if (!signal.aborted && !over) update({ phase: { kind: "running", progress, secondsLeft } });
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
      await saveRecord(context, record);
    }
    over = true;
    update({ phase: restingPhase(get().study.open ?? open) });
  } catch (error) {
    over = true;
    const { code, message } = asLabError(error, "value");
    update({ phase: { kind: "paused", why: code === "cancelled" ? null : message } });
  }
}

/** Adds a record to the study, and saves it in this browser if the records before it are saved. */
async function saveRecord(context: LabContext, record: StudyRecord): Promise<void> {
  const { get, deps } = context;
  const { open } = get().study;
  if (open === null) return;
  const notSaved =
    open.notSaved ??
    (await deps.studies.put(record).then(
      () => null,
      (error: unknown) => asLabError(error, "storage").message,
    ));
  const now = get().study.open;
  if (now !== null) setStudy(context, { open: { ...now, records: [...now.records, record], notSaved } });
}

/**
 * Returns a function to call as each clip is done. It estimates the seconds left from the mean time of the clips done in
 * this run.
 */
function paceOf(clips: number, now: () => number): () => number {
  const startMs = now();
  let done = 0;
  return () => {
    done += 1;
    return ((now() - startMs) / 1000 / done) * (clips - done);
  };
}
